// A link with data-dialog leads to a page of its own; here that page's [data-dialog-body] is shown in a native dialog instead.
import { keepDays } from "./days.js";
import { say } from "./page.js";

async function open(link) {
  const answer = await fetch(link.href, { headers: { "X-Dialog": "1" }, credentials: "same-origin" });
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const body = page.querySelector("[data-dialog-body]");
  if (!answer.ok || !body) {
    location.assign(link.href);
    return;
  }
  const dialog = document.createElement("dialog");
  const heading = body.querySelector("h1");
  if (heading) {
    heading.id = "dialog-title";
    dialog.setAttribute("aria-labelledby", heading.id);
  }
  dialog.append(body);
  keepDays(dialog);
  // The page's own address answers the form: without this a form with no action would post to the page behind.
  dialog.querySelectorAll("form:not([action])").forEach((form) => form.setAttribute("action", link.href));
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog || event.target.closest("[data-dialog-close]")) {
      event.preventDefault();
      dialog.close();
    }
  });
  dialog.addEventListener("close", () => {
    dialog.remove();
    link.focus();
  });
  document.body.append(dialog);
  dialog.showModal();
}

export function watchDialogs() {
  if (typeof HTMLDialogElement !== "function") return;
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-dialog]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    open(link).catch(() => say("网络不通，请稍后再试。"));
  });
}
