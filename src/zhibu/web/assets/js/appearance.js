// Type size and scheme change at once, without a load that could lose what is being typed; the server keeps the choice.
import { say, token } from "./page.js";

function apply(name, value) {
  if (name === "size") {
    document.documentElement.classList.toggle("large", value === "large");
  } else {
    document.documentElement.dataset.theme = value;
  }
  document.querySelectorAll(`button[name="${name}"]`).forEach((button) => {
    button.setAttribute("aria-pressed", String(button.value === value));
  });
  document.dispatchEvent(new CustomEvent("zhibu:appearance"));
}

export function watchAppearance() {
  document.addEventListener("click", (event) => {
    const button = event.target.closest("button[data-appearance]");
    if (!button) return;
    event.preventDefault();
    apply(button.name, button.value);
    const body = new URLSearchParams({ [button.name]: button.value });
    fetch(button.formAction, {
      method: "POST",
      keepalive: true,
      body,
      redirect: "manual",
      credentials: "same-origin",
      headers: { "X-CSRFToken": token() },
    }).catch(() => say("显示方式没有保存，刷新后会复原。"));
  });
}
