// Runs before the first paint, so that a remembered theme never flashes in the other one.
(() => {
  const remembered = localStorage.getItem("anchorwatch-theme");
  if (remembered === "light" || remembered === "dark") document.documentElement.dataset.theme = remembered;
})();
