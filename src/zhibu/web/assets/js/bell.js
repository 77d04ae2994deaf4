// How many messages were not opened: asked for when the page stands, so that no page waits for it. Without scripts the bell is a link.
export async function ringBell() {
  const bell = document.querySelector("a.bell[data-count]");
  if (!bell) return;
  try {
    const answer = await fetch(bell.dataset.count, { credentials: "same-origin", redirect: "error" });
    const number = answer.ok ? Number(await answer.text()) : 0;
    if (!number) return;
    const badge = bell.querySelector(".badge");
    badge.textContent = number > 99 ? "99+" : String(number);
    badge.hidden = false;
    bell.querySelector(".only-read").textContent = `消息，${number} 条未读`;
  } catch {
    // Offline, or another page comes first: the link stays.
  }
}
