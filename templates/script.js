
(() => {
const all = (selector, root = document) => [...root.querySelectorAll(selector)];
const one = (selector, root = document) => root.querySelector(selector);

// A figure is a link to its row under Sources; with script the row opens as a panel.
const panel = one("#why");
const copy = one("#why .copy");
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
  all("dd", panel).forEach((field, i) => {
    field.replaceChildren(...row.cells[i + 2].cloneNode(true).childNodes);
    field.parentNode.hidden = !field.childNodes.length;
  });
  copy.textContent = "Copy";
  panel.hidden = false;
  panel.firstElementChild.scrollTop = 0;
  document.body.style.paddingBottom = `${panel.offsetHeight}px`;
  const covered = figure.getBoundingClientRect().bottom - (innerHeight - panel.offsetHeight - 24);
  if (covered > 0) scrollBy(0, covered);
  one(".close", panel).focus();
};
const said = () => [one("#why-title").textContent,
  ...all("dl>div:not([hidden])", panel).map((part) => `${one("dt", part).textContent}: ${one("dd", part).innerText}`)].join("\n");
if (panel) {
  copy.hidden = !navigator.clipboard;
  copy.addEventListener("click", () => navigator.clipboard.writeText(said()).then(() => { copy.textContent = "Copied"; }, () => { copy.hidden = true; }));
  addEventListener("click", (event) => {
    const figure = event.target.closest("a.f");
    const row = figure && document.getElementById(figure.hash.slice(1));
    if (!row || event.metaKey || event.ctrlKey) return;
    event.preventDefault();
    open(figure, row);
  });
  one(".close", panel).addEventListener("click", close);
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
  unfold(table);
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

// On a phone a long table shows its worst or first rows; a button below it shows the rest.
const most = 8;
const worst = ["Red", "Amber"];
const rank = (row) => (worst.indexOf(row.dataset.light) + worst.length + 1) % (worst.length + 1);
const folding = (table) => {
  const rows = all("tr.row", table);
  if (rows.length <= most + 2) return;
  [...rows].sort((a, b) => rank(a) - rank(b)).slice(most).forEach((row) => row.classList.add("more"));
  const button = document.createElement("button");
  button.className = "all";
  button.textContent = `Show all ${rows.length} rows`;
  button.addEventListener("click", () => { unfold(table); one("a", rows[most])?.focus({ preventScroll: true }); });
  (table.closest(".scroll") ?? table).after(button);
  table.classList.add("short");
};
const unfold = (table) => {
  if (!table.classList.contains("short")) return;
  table.classList.remove("short");
  (table.closest(".scroll") ?? table).nextElementSibling.remove();
};
all("table.card").forEach(folding);

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
    form.classList.toggle("on", shown < rows.length);
    if (shown < rows.length) unfold(table);
    count.textContent = shown === rows.length ? `${shown} ${shown === 1 ? "row" : "rows"}` : `${shown} of ${rows.length} rows; sums are of all`;
  };
  form.addEventListener("input", (event) => event.target.matches("select") || filter());
  form.addEventListener("submit", (event) => event.preventDefault());
  form.hidden = false;
  filter();
});
})();
