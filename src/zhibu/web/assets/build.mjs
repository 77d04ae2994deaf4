// Builds what the pages load: hashed names with a manifest, compressed beforehand, no network. Whether a build is due
// decides zhibu.config.assets.
//
// Python reads dist/manifest.json (zhibu.web.assets); whitenoise serves dist/ and takes name.HASH.ext as immutable.
import { copyFileSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import * as esbuild from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const dist = join(here, "..", "static", "dist");
const manifestFile = join(dist, "manifest.json");
const entries = ["js/main.js", "js/chart.js", "css/main.css", "mark.svg"];
// Street offices still run Chromium 109 (the last one for Windows 7) and phones of many years.
const target = ["chrome87", "firefox88", "safari15"];

// Two sets of rules hold under two conditions each. They are written once, and wrapped here.
const wrappers = {
  "dark.css": (rules) =>
    `@media screen and (prefers-color-scheme: dark) { :root:not([data-theme="light"]) { ${rules} } }
     @media screen { :root[data-theme="dark"] { ${rules} } }`,
  "narrow.css": (rules) => `@media screen and (max-width: 51rem) { ${rules} } @media screen { .large { ${rules} } }`,
};

const writtenOnce = {
  name: "written-once",
  setup(build) {
    build.onLoad({ filter: /[\\/](dark|narrow)\.css$/ }, ({ path }) => ({
      contents: wrappers[basename(path)](readFileSync(path, "utf8")),
      loader: "css",
    }));
  },
};

function compress(file, content) {
  writeFileSync(`${file}.gz`, gzipSync(content, { level: 9 }));
  const params = { [constants.BROTLI_PARAM_QUALITY]: content.length > 300_000 ? 9 : 11 };
  writeFileSync(`${file}.br`, brotliCompressSync(content, { params }));
}

async function build() {
  const result = await esbuild.build({
    absWorkingDir: here,
    entryPoints: entries,
    outdir: dist,
    entryNames: "[name].[hash]",
    bundle: true,
    minify: true,
    format: "esm",
    target,
    charset: "utf8",
    legalComments: "none",
    loader: { ".svg": "copy" },
    metafile: true,
    write: false,
    plugins: [writtenOnce],
  });
  rmSync(dist, { recursive: true, force: true });
  mkdirSync(dist, { recursive: true });
  for (const { path, contents } of result.outputFiles) {
    writeFileSync(path, contents);
    compress(path, contents);
  }
  const names = {};
  for (const output of Object.keys(result.metafile.outputs)) {
    const file = basename(output);
    names[file.replace(/\.[0-9A-Z]{8}\./, ".")] = file;
  }
  writeFileSync(`${manifestFile}.new`, JSON.stringify(names, null, 1));
  renameSync(`${manifestFile}.new`, manifestFile);
}

// What is set as PDF is set in one font, the same on every machine; zhibu.exchange.pdf looks for it there.
function fonts() {
  const from = join(here, "..", "..", "..", "..", "node_modules", "@expo-google-fonts", "noto-serif-sc");
  const to = join(here, "..", "..", "exchange", "fonts");
  mkdirSync(to, { recursive: true });
  copyFileSync(join(from, "400Regular", "NotoSerifSC_400Regular.ttf"), join(to, "NotoSerifSC_400Regular.ttf"));
  copyFileSync(join(from, "LICENSE_FONT"), join(to, "LICENSE_FONT"));
}

fonts();
await build();
