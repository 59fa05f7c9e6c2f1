// Whatever can be pushed sideways can be reached by the keyboard, and nothing else is in the way.
function reach() {
  for (const block of document.querySelectorAll("article pre, article .table-wrapper")) {
    if (block.scrollWidth > block.clientWidth) {
      block.tabIndex = 0;
    } else {
      block.removeAttribute("tabindex");
    }
  }
}

addEventListener("load", reach);
addEventListener("resize", reach);
