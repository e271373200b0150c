
(() => {
const all = (selector, root = document) => [...root.querySelectorAll(selector)];
const one = (selector, root = document) => root.querySelector(selector);

// A figure is a link to its row under Sources; with script the row opens as a panel.
const panel = one("#why");
let asked = null;
const close = () => {
  if (!asked) return;
  panel.hidden = true;
  document.body.style.paddingBottom = "";
  asked.classList.remove("on");
  asked.focus();
  asked = null;
};
const open = (figure, row) => {
  asked?.classList.remove("on");
  asked = figure;
  figure.classList.add("on");
  one("#why-title").textContent = `${row.cells[0].textContent} = ${row.cells[1].textContent}`;
  all("dd", panel).forEach((field, i) => field.replaceChildren(...row.cells[i + 2].cloneNode(true).childNodes));
  panel.hidden = false;
  document.body.style.paddingBottom = `${panel.offsetHeight}px`;
  const covered = figure.getBoundingClientRect().bottom - (innerHeight - panel.offsetHeight - 24);
  if (covered > 0) scrollBy(0, covered);
  one("button", panel).focus();
};
if (panel) {
  addEventListener("click", (event) => {
    const figure = event.target.closest("a.f");
    const row = figure && document.getElementById(figure.hash.slice(1));
    if (!row || event.metaKey || event.ctrlKey) return;
    event.preventDefault();
    open(figure, row);
  });
  one("button", panel).addEventListener("click", close);
  addEventListener("keydown", (event) => event.key === "Escape" && close());
}

// The contents mark the section in view.
const rail = one(".rail");
const entries = new Map(all("a", rail).map((link) => [link.hash.slice(1), link]));
const watcher = new IntersectionObserver((seen) => seen.filter((entry) => entry.isIntersecting).forEach((entry) => {
  entries.forEach((link) => link.removeAttribute("aria-current"));
  entries.get(entry.target.id)?.setAttribute("aria-current", "true");
}), { rootMargin: "-15% 0px -70%" });
all("main section[id]").forEach((section) => watcher.observe(section));
rail.addEventListener("click", () => rail.matches(":popover-open") && rail.hidePopover());

// Tables sort within their groups, what has no value last.
const sorter = (table) => (column, direction) => {
  const heads = all("thead th", table);
  const value = (row) => row.cells[column].dataset.value ?? "";
  const order = (a, b) => {
    const x = value(a), y = value(b);
    if (x === "" || y === "") return (x === "") - (y === "");
    return direction * (isNaN(x) || isNaN(y) ? x.localeCompare(y) : x - y);
  };
  heads.forEach((head) => head.removeAttribute("aria-sort"));
  heads[column].setAttribute("aria-sort", direction > 0 ? "ascending" : "descending");
  all("tbody", table).forEach((group) => {
    const total = one("tr.total", group);
    all("tr.row", group).sort(order).forEach((row) => group.insertBefore(row, total));
  });
};
const sortable = (table) => {
  const sort = sorter(table);
  const choice = one(`#${table.id}-sort`);
  all("thead th[data-sort]", table).forEach((head) => {
    const button = document.createElement("button");
    button.append(...head.childNodes);
    head.append(button);
    choice?.add(new Option(head.textContent, head.cellIndex));
    button.addEventListener("click", () => {
      const turns = { ascending: -1, descending: 1 };
      sort(head.cellIndex, turns[head.getAttribute("aria-sort")] ?? +head.dataset.sort);
      if (choice) choice.value = head.cellIndex;
    });
  });
  choice?.addEventListener("change", () => sort(+choice.value, +all("thead th", table)[choice.value].dataset.sort));
};
all("table:has(th[data-sort])").forEach(sortable);

// Rows are filtered by words and lights; subtotals stay those of all rows.
all("form.filter").forEach((form) => {
  const table = document.getElementById(form.dataset.table);
  const rows = all("tr.row", table);
  const count = one("output", form);
  const filter = () => {
    const words = one("input[type=search]", form).value.trim().toLowerCase();
    const boxes = all("input[type=checkbox]", form);
    const lights = boxes.filter((box) => box.checked).map((box) => box.value);
    const fits = (row) => (!boxes.length || !row.dataset.light || lights.includes(row.dataset.light))
      && row.textContent.toLowerCase().includes(words);
    rows.forEach((row) => { row.hidden = !fits(row); });
    all("tbody", table).forEach((group) => { group.hidden = all("tr.row", group).length > 0 && all("tr.row:not([hidden])", group).length === 0; });
    const shown = rows.filter((row) => !row.hidden).length;
    count.textContent = shown === rows.length ? `${shown} rows` : `${shown} of ${rows.length} rows; sums are of all`;
  };
  form.addEventListener("input", (event) => event.target.matches("select") || filter());
  form.addEventListener("submit", (event) => event.preventDefault());
  form.hidden = false;
  filter();
});
})();
