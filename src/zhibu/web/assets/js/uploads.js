// A form with files says how far it has come. Without this file the browser sends it as any other form, and shows its own sign.
import { say } from "./page.js";

function bar(form) {
  const place = document.createElement("div");
  place.className = "sending";
  const label = document.createElement("p");
  label.setAttribute("role", "status");
  const progress = document.createElement("progress");
  progress.setAttribute("aria-label", "上传进度");
  progress.max = 100;
  place.append(label, progress);
  form.append(place);
  return (part) => {
    progress.value = part * 100;
    label.textContent = part < 1 ? `正在上传 ${Math.round(part * 100)}%，请不要关闭本页。` : "已上传，正在处理照片和文件……";
  };
}

// The answer is the next page, or the same one with what must be mended: it takes the place of this page's own part.
function show(request) {
  const page = new DOMParser().parseFromString(request.responseText, "text/html");
  const next = page.querySelector("main");
  if (!next) {
    location.reload();
    return;
  }
  document.querySelector("main").replaceWith(document.adoptNode(next));
  document.title = page.title;
  history.pushState(null, "", request.responseURL);
  shown = address();
  const wrong = next.querySelector("[data-focus]");
  (wrong ?? next).focus({ preventScroll: !wrong });
  if (!wrong) scrollTo(0, 0);
  watchUploads(next);
  document.dispatchEvent(new CustomEvent("zhibu:page", { detail: next }));
}

function send(form, button) {
  const data = new FormData(form);
  if (button?.name) data.append(button.name, button.value);
  const request = new XMLHttpRequest();
  const tell = bar(form);
  const buttons = form.querySelectorAll("button");
  const end = () => {
    form.querySelector(".sending")?.remove();
    buttons.forEach((one) => (one.disabled = false));
  };
  buttons.forEach((one) => (one.disabled = true));
  tell(0);
  request.upload.addEventListener("progress", (event) => event.lengthComputable && tell(event.loaded / event.total));
  request.addEventListener("load", () => show(request));
  for (const failure of ["error", "abort", "timeout"]) {
    request.addEventListener(failure, () => {
      end();
      say("网络不通，没有传完。选好的文件还在，请再点一次。");
    });
  }
  request.open("POST", form.getAttribute("action") ?? location.href);
  request.send(data);
}

function holdsFiles(form) {
  return [...form.querySelectorAll("input[type=file]")].some((one) => one.files.length);
}

// What stands under an earlier address was never this document: it is fetched anew. A jump within the page is none of that.
function address() {
  return location.pathname + location.search;
}

let shown = address();
window.addEventListener("popstate", () => {
  if (address() !== shown) location.reload();
});

export function watchUploads(root) {
  root.querySelectorAll("form[enctype='multipart/form-data']").forEach((form) => {
    form.addEventListener("submit", (event) => {
      if (!holdsFiles(form)) return;
      event.preventDefault();
      send(form, event.submitter);
    });
  });
}
