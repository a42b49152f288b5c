"""Texts on a page that cannot be read: they end where a box does, or hold a few letters a line."""

from playwright.sync_api import Page

from tests.browser.looks import loaded

# Each text with its lines, and every box around it from the inside out.
_WALK = """() => {
  const isWrong = IS_WRONG;
  const found = [];
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  while (texts.nextNode()) {
    const text = texts.currentNode;
    const words = text.data.trim();
    if (!words || text.parentElement === document.body || !text.parentElement.checkVisibility())
      continue;
    range.selectNodeContents(text);
    const boxes = [];
    for (let one = text.parentElement; one !== document.body; one = one.parentElement)
      boxes.push({ right: one.getBoundingClientRect().right, style: getComputedStyle(one) });
    if (isWrong(words, [...range.getClientRects()], boxes)) found.push(words.slice(0, 60));
  }
  return found.slice(0, 5);
}"""
# A region that scrolls shows the rest; what is for a reader aloud, and what is clamped or ends in
# dots, is cut off on purpose.
_CUT_OFF = """(words, lines, boxes) => {
  const meant = ({ style }) => style.clipPath !== "none" || style.webkitLineClamp !== "none" ||
    style.textOverflow === "ellipsis" || ["auto", "scroll"].includes(style.overflowX);
  const ends = boxes.filter(({ style }) => style.overflowX !== "visible").map((box) => box.right);
  const right = Math.max(...lines.map((line) => line.right));
  return right > Math.min(innerWidth, ...ends) + 1 && !boxes.some(meant);
}"""
# Three lines or more, and not one of them as wide as a short word.
_SQUEEZED = """(words, lines, boxes) => {
  const widths = lines.map((line) => line.width).filter((width) => width);
  return words.length >= 7 && widths.length >= 3 &&
    Math.max(...widths) < 2.5 * parseFloat(boxes[0].style.fontSize) &&
    boxes.every(({ style }) => style.clipPath === "none");
}"""


def texts_cut_off(page: Page) -> list[str]:
    """The first texts that end where their box or the window does, with more to read."""
    return loaded(page).evaluate(_WALK.replace("IS_WRONG", _CUT_OFF))


def texts_squeezed(page: Page) -> list[str]:
    """The first texts in a column of a few letters wide."""
    return loaded(page).evaluate(_WALK.replace("IS_WRONG", _SQUEEZED))
