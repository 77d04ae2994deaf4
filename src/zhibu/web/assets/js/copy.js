// Copy buttons appear only where they can work; plain http in a street's own network has no clipboard object.
import { say } from "./page.js";

async function copy(text) {
  if (navigator.clipboard && window.isSecureContext) {
    await navigator.clipboard.writeText(text);
    return;
  }
  const area = document.createElement("textarea");
  area.value = text;
  area.className = "only-read";
  document.body.append(area);
  area.select();
  const done = document.execCommand("copy");
  area.remove();
  if (!done) throw new Error("refused");
}

export function offerCopies(root) {
  root.querySelectorAll("button[data-copy][hidden]").forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", () => {
      copy(document.getElementById(button.dataset.copy).textContent.trim()).then(
        () => say("已复制"),
        () => say("浏览器不允许复制，请选中后按 Ctrl+C。"),
      );
    });
  });
}
