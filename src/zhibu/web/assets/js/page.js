// What several parts need of the page: its token against forged requests, and a word to the user.

// Over TLS the cookie's name begins with __Host-.
const COOKIE = /(?:^|; )(?:__Host-)?zhibu_csrf=([^;]*)/;

// The cookie comes first: a log-in in another window renews it, and this page still shows the old token.
export function token() {
  return COOKIE.exec(document.cookie)?.[1] ?? document.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "";
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
