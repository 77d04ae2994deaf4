// What several parts need of the page: its token against forged requests, and a word to the user.

export function token() {
  return document.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "";
}

export function say(text) {
  let place = document.querySelector(".toast");
  if (!place) {
    place = document.createElement("p");
    place.className = "toast";
    place.setAttribute("role", "status");
    document.body.append(place);
  }
  place.hidden = false;
  place.textContent = text;
  clearTimeout(say.timer);
  say.timer = setTimeout(() => {
    place.hidden = true;
  }, 5000);
}
