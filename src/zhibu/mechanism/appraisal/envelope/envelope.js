"use strict";
/* Opens the envelope with its password and reckons every score anew from the records in it, in whole numbers. */

const SCALE = 100000000n;
const CENT = 1000000n;

const number = (text) => {
  const [whole, part = ""] = String(text).replace("-", "").split(".");
  const value = BigInt(whole) * SCALE + BigInt((part + "00000000").slice(0, 8));
  return String(text).startsWith("-") ? -value : value;
};
const halfUp = (above, below) => (2n * above + below) / (2n * below);
const cents = (value) => halfUp(value, CENT);
const shown = (value) => `${value / 100n}.${String(value % 100n).padStart(2, "0")}`;
const plain = (text) => (String(text).includes(".") ? String(text).replace(/\.?0+$/, "") : String(text));
const within = (value, of) => cents(value < 0n ? 0n : value > of ? of : value);

function inForce(rules, day) {
  const begun = rules.filter(([first]) => first <= day);
  return begun.length ? begun.reduce((one, other) => (other[0] > one[0] ? other : one))[1] : null;
}

function measured(line, day) {
  const misses = line.items.filter((one) => one.state === "missed").map((one) => one.day);
  const claimed = line.items.filter((one) => one.state === "done");
  const done = claimed.filter((one) => (one.records || []).length >= (one.needed || 0)).length;
  for (let left = claimed.length - done; left > 0; left -= 1) misses.push(day);
  return { done: BigInt(done), owed: BigInt(done + misses.length), misses };
}

function scored(line, day) {
  const of = number(line.of);
  const rule = inForce(line.rules, day);
  if (rule === null) return cents(of);
  if (rule.kind === "judged" || rule.kind === "listed") return line.judged === null ? cents(of) : within(number(line.judged), of);
  const { done, owed, misses } = measured(line, day);
  if (owed === 0n) return cents(of);
  if (rule.kind === "deduct") return within(deducted(of, rule, line.rules, misses), of);
  if (rule.kind === "ratio") return halfUp(of * done, owed * CENT);
  const reached = (least) => 100n * done * SCALE >= number(least) * owed;
  if (rule.kind === "threshold") return reached(rule.at_least) ? cents(of) : 0n;
  const points = rule.steps.filter(([least]) => reached(least)).map(([, given]) => number(given));
  return within(points.reduce((most, one) => (one > most ? one : most), 0n), of);
}

function deducted(of, rule, rules, misses) {
  const costs = misses.map((missed) => inForce(rules, missed)).filter((one) => one !== null && one.kind === "deduct");
  const left = of - costs.reduce((sum, one) => sum + number(one.per_miss), 0n);
  const floor = number(rule.floor);
  return left > floor ? left : floor;
}

function totalOf(content, organisation, points) {
  const parts = new Map();
  organisation.lines.forEach((line, place) => {
    const part = parts.get(line.part) || { got: 0n, of: 0n };
    parts.set(line.part, { got: part.got + points[place], of: part.of + number(line.of) });
  });
  let above = 0n;
  let below = 1n;
  let weights = 0n;
  for (const [kind, part] of parts) {
    const weight = number(content.weights[kind]);
    const [up, down] = part.of ? [weight * 100n * part.got * CENT, part.of] : [weight * 100n, 1n];
    above = above * down + up * below;
    below *= down;
    weights += weight;
  }
  const bonus = number(organisation.bonus);
  const cap = number(content.cap);
  const extra = bonus < 0n ? 0n : bonus > cap ? cap : bonus;
  if (weights === 0n) return cents(extra);
  return halfUp(above * SCALE + extra * below * weights, below * weights * CENT);
}

function bandOf(content, organisation, points, total) {
  if (organisation.lines.some((line, place) => line.veto && points[place] < cents(number(line.of)))) return "";
  const bands = content.bands.split(",").map((one) => one.replace("：", ":").split(":").map((word) => word.trim()));
  const reached = bands.filter(([name, least]) => name && total * CENT >= number(least));
  return reached.length ? reached.reduce((one, other) => (number(other[1]) > number(one[1]) ? other : one))[0] : "";
}

function reckon(content) {
  return content.organisations.map((organisation) => {
    const points = organisation.lines.map((line) => scored(line, content.on));
    const total = totalOf(content, organisation, points);
    const band = bandOf(content, organisation, points, total);
    const lines = organisation.lines.map((line, place) => ({ line, points: points[place], same: cents(number(line.points)) === points[place] }));
    const same = cents(number(organisation.points)) === total && organisation.band === band && lines.every((one) => one.same);
    return { organisation, lines, total, band, same };
  });
}

const make = (name, text = "", kind = "") => {
  const made = document.createElement(name);
  made.textContent = text;
  if (kind) made.className = kind;
  return made;
};
const bytes = (text) => Uint8Array.from(atob(text), (one) => one.charCodeAt(0));

async function opened(password) {
  const sealed = JSON.parse(document.getElementById("sealed").textContent);
  const secret = await crypto.subtle.importKey("raw", new TextEncoder().encode(password), "PBKDF2", false, ["deriveKey"]);
  const how = { name: "PBKDF2", hash: "SHA-256", salt: bytes(sealed.salt), iterations: sealed.rounds };
  const key = await crypto.subtle.deriveKey(how, secret, { name: "AES-GCM", length: 256 }, false, ["decrypt"]);
  const plain = await crypto.subtle.decrypt({ name: "AES-GCM", iv: bytes(sealed.nonce) }, key, bytes(sealed.content));
  const stream = new Blob([plain]).stream().pipeThrough(new DecompressionStream("gzip"));
  return JSON.parse(await new Response(stream).text());
}

const STATES = { done: "已办", missed: "未办", unknown: "资料未录" };

function itemOf(one) {
  const records = (one.records || []).join("、");
  const where = one.organisation ? `${one.organisation}：` : "";
  return make("li", `${where}${one.said}（${STATES[one.state]}）${records ? `　记录 ${records}` : ""}`, one.state);
}

function lineOf({ line, points, same }) {
  const box = make("details", "", same ? "" : "differs");
  const head = make("summary", `${line.number}. ${line.title}　${plain(line.points)} / ${plain(line.of)} 分，重算 ${plain(shown(points))}${same ? "" : "　不一致"}`);
  box.append(head, make("p", line.says, "rule"));
  if (line.reason) box.append(make("p", `评分理由：${line.reason}`));
  const list = make("ul");
  line.items.forEach((one) => list.append(itemOf(one)));
  if (line.items.length) box.append(list);
  else if (line.judged === null) box.append(make("p", "没有到期的事项，也没有评分。"));
  return box;
}

function organisationOf({ organisation, lines, total, band, same }) {
  const box = make("section");
  const says = `${plain(organisation.points)} 分${organisation.band ? `，${organisation.band}` : ""}；重算 ${plain(shown(total))} 分${band ? `，${band}` : ""}`;
  box.append(make("h2", organisation.name), make("p", `${says}。${same ? "一致。" : "不一致。"}`, same ? "same" : "differs"));
  lines.forEach((one) => box.append(lineOf(one)));
  if (organisation.findings.length) {
    const list = make("ul");
    organisation.findings.forEach(([state, text, article]) => list.append(make("li", `${state}：${text}（${article}）`)));
    box.append(make("h3", "提醒事项"), list);
  }
  return box;
}

function show(content) {
  const found = reckon(content);
  const different = found.filter((one) => !one.same);
  const says = different.length ? `${different.length} 个组织的得分和记录不一致：${different.map((one) => one.organisation.name).join("、")}。` : `${found.length} 个组织的得分由记录重算，全部一致。`;
  const page = document.getElementById("page");
  const sealed = make("p", `${document.title}。和封面上的编号对照；文件的指纹怎样核对，封面上写着。`);
  const head = make("p", `${content.giver} · ${content.basis} · 截至 ${content.on}，${content.made_on} 制作`);
  const verdict = make("p", says, different.length ? "verdict differs" : "verdict same");
  verdict.id = "verdict";
  verdict.setAttribute("role", "status");
  page.replaceChildren(make("h1", content.title), head, sealed, verdict, ...found.map(organisationOf));
}

document.getElementById("open").addEventListener("submit", async (event) => {
  event.preventDefault();
  const told = document.getElementById("told");
  told.textContent = "正在打开……";
  try {
    show(await opened(document.getElementById("password").value));
  } catch {
    told.textContent = "打不开：口令不对，或者文件已被改动。请核对口令和封面上的指纹。";
  }
});
