// 点名: the numbers and the quorum line follow the thumb. The server counts again when the list is saved.
const THERE = new Set(["present", "remote"]);

function chosen(mark) {
  return mark.querySelector("input:checked")?.value ?? "";
}

function among(mark, name, holding) {
  return mark.dataset[name].split(" ").includes(holding);
}

function count(sheet) {
  const expected = [...sheet.querySelectorAll(".attending")].filter((mark) => mark.dataset.holdings);
  for (const place of sheet.querySelectorAll("[data-count]")) {
    const key = place.dataset.count === "unmarked" ? "" : place.dataset.count;
    place.textContent = key === "expected" ? expected.length : expected.filter((mark) => chosen(mark) === key).length;
  }
  for (const line of sheet.querySelectorAll("[data-quorum]")) {
    const { quorum, base, needed, words } = line.dataset;
    const counting = expected.filter((mark) => among(mark, "voting" in line.dataset ? "votes" : "holdings", quorum));
    const there = counting.filter((mark) => THERE.has(chosen(mark))).length;
    const met = there >= Number(needed) && Number(base) > 0;
    const verdict = met ? "可以开会表决" : `还差 ${Number(needed) - there} 人，不能表决`;
    line.classList.toggle("met", met);
    line.querySelector("[data-said]").textContent = `应到会${"voting" in line.dataset ? "有表决权" : ""} ${base} 人，${words}为 ${needed} 人；实到 ${there} 人，${verdict}`;
  }
}

// The rest in one tap, to be looked at before it is saved; without this script the button saves at once.
function markTheRest(form, value) {
  for (const mark of form.querySelectorAll(".attending:not(:disabled)")) {
    const wanted = mark.querySelector(`input[value="${value}"]`);
    if (wanted && mark.dataset.holdings && !chosen(mark)) wanted.checked = true;
  }
  form.dispatchEvent(new Event("input", { bubbles: true }));
}

function watch(form) {
  const countAll = () => form.querySelectorAll("[data-sheet]").forEach(count);
  form.addEventListener("input", countAll);
  form.addEventListener("zhibu:filled", countAll);
  form.addEventListener("click", (event) => {
    const button = event.target.closest("button[name=rest]");
    if (!button) return;
    event.preventDefault();
    markTheRest(form, button.value);
  });
}

export function watchRolls(root) {
  root.querySelectorAll("form[data-roll]").forEach(watch);
}
