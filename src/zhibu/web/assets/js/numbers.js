// A whole identity number typed into a search box goes to its own form: an address would stay in the history of a shared computer.
import { token } from "./page.js";

const NUMBER = /^(?:\d{15}|\d{17}[\dXx])$/;

function send(address, number) {
  const form = document.createElement("form");
  form.method = "post";
  form.action = address;
  form.hidden = true;
  for (const [name, value] of Object.entries({ csrfmiddlewaretoken: token(), number })) {
    const field = document.createElement("input");
    field.type = "hidden";
    field.name = name;
    field.value = value;
    form.append(field);
  }
  document.body.append(form);
  form.submit();
}

export function watchNumbers() {
  const address = document.querySelector("[data-numbers]")?.dataset.numbers;
  if (!address) return;
  document.addEventListener("submit", (event) => {
    const box = event.target.getAttribute("role") === "search" && event.target.elements.q;
    const typed = box ? box.value.normalize("NFKC").replace(/\s/g, "") : "";
    if (!NUMBER.test(typed)) return;
    event.preventDefault();
    box.value = "";
    send(address, typed);
  });
}
