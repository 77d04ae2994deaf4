// A date stays on one line: browsers may break 2026-11-24 behind its hyphens, and no style of its own forbids it.
const DAY = /\d{4}-\d{2}-\d{2}|\d{4}年\d{1,2}月\d{1,2}日/;
const LEFT = "script, style, svg, textarea, select, .whole-day";

// In a row of boxes (a pill, a button) each piece would be a box of its own: there they stay one.
function together(pieces, parent) {
  if (pieces.length < 2 || !getComputedStyle(parent).display.endsWith("flex")) return pieces;
  const whole = document.createElement("span");
  whole.append(...pieces);
  return [whole];
}

function keep(node) {
  const parts = node.data.split(new RegExp(`(${DAY.source})`));
  const pieces = parts.map((text, number) => {
    if (number % 2 === 0) return document.createTextNode(text);
    const day = document.createElement("span");
    day.className = "whole-day";
    day.textContent = text;
    return day;
  });
  node.replaceWith(...together(pieces.filter((one) => one.textContent), node.parentElement));
}

export function keepDays(root) {
  const walk = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  const found = [];
  while (walk.nextNode()) {
    const node = walk.currentNode;
    if (DAY.test(node.data) && !node.parentElement.closest(LEFT)) found.push(node);
  }
  found.forEach(keep);
}
