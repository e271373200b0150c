
(() => {
const all = (selector, root = document) => [...root.querySelectorAll(selector)];
const one = (selector, root = document) => root.querySelector(selector);

// A figure is a link to its row under Sources; with script the row opens as a panel, which a phone's back gesture closes.
const panel = one("#why");
const copy = one("#why .copy");
let asked = null;
let back = null;
const close = () => {
  if (!asked) return;
  back?.destroy();
  panel.hidden = true;
  document.body.style.paddingBottom = "";
  asked.classList.remove("on");
  asked.focus();
  asked = null;
};
const open = (figure, row) => {
  asked?.classList.remove("on");
  asked = figure;
  back?.destroy();
  back = window.CloseWatcher ? new CloseWatcher() : null;
  back?.addEventListener("close", close);
  figure.classList.add("on");
  one("#why-title").textContent = `${row.cells[0].textContent} = ${row.cells[1].textContent}`;
  all("dd", panel).forEach((field, i) => {
    field.replaceChildren(...row.cells[i + 2].cloneNode(true).childNodes);
    field.parentNode.hidden = !field.childNodes.length;
  });
  copy.textContent = "«script.copy»";
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
  copy.addEventListener("click", () => navigator.clipboard.writeText(said()).then(() => { copy.textContent = "«script.copied»"; }, () => { copy.hidden = true; }));
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

// The contents mark the section in view, and show its mark.
const rail = one(".rail");
const entries = new Map(all("a", rail).map((link) => [link.hash.slice(1), link]));
const watcher = new IntersectionObserver((seen) => seen.filter((entry) => entry.isIntersecting).forEach((entry) => {
  entries.forEach((link) => link.removeAttribute("aria-current"));
  const link = entries.get(entry.target.id);
  if (!link) return;
  link.setAttribute("aria-current", "true");
  rail.scrollTop = link.offsetTop - rail.clientHeight / 2;
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
  all("tbody", table).forEach((group) => group.append(...all("tr.row", group).sort(order), ...all("tr.total", group)));
  fold(table);
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

// A long table shows its worst or first rows, of each group alike and fewer on a phone; a button below it shows the rest.
const budgets = [["more", 8], ["much", 30]];
const spare = 1.25;
const worst = ["Red", "Amber"];
const rank = (row) => (worst.indexOf(row.dataset.light) + worst.length + 1) % (worst.length + 1);
const first = (table) => {
  const sorted = one("th[aria-sort]", table);
  const places = all("tbody", table).flatMap((group) => all("tr.row:not([hidden])", group).map((row, at) => ({ row, at, rank: sorted ? 0 : rank(row) })));
  return places.sort((a, b) => a.rank - b.rank || a.at - b.at).map((place) => place.row);
};
const fold = (table) => {
  if (!table.classList.contains("short")) return;
  const rows = first(table);
  const button = (table.closest(".scroll") ?? table).nextElementSibling;
  budgets.forEach(([name, most], wide) => {
    const long = rows.length > most * spare;
    rows.forEach((row, at) => row.classList.toggle(name, long && at >= most));
    all("tbody", table).forEach((group) => group.classList.toggle(name, one("tr.row", group) && all("tr.row:not([hidden])", group).every((row) => row.matches(`.${name}`))));
    if (wide) button.classList.toggle("wide", long);
    else button.hidden = !long;
  });
  button.textContent = `«script.all n=rows.length»`;
};
const folding = (table) => {
  if (all("tr.row", table).length <= budgets[0][1] * spare) return;
  const button = document.createElement("button");
  button.className = "all";
  button.addEventListener("click", () => {
    const next = first(table).find((row) => !row.offsetHeight);
    table.classList.remove("short");
    button.remove();
    one("a", next)?.focus({ preventScroll: true });
  });
  (table.closest(".scroll") ?? table).after(button);
  table.classList.add("short");
  fold(table);
};
all("table.card").forEach(folding);

// A table that fits needs no scrolling: its heads can stay in view, and it is no stop for the Tab key.
const fitting = new ResizeObserver((seen) => seen.forEach(({ target }) => {
  const box = target.parentNode;
  if (!box.clientWidth) return;
  box.classList.toggle("fits", target.offsetWidth <= box.clientWidth + 1);
  box.tabIndex = box.classList.contains("fits") ? -1 : 0;
}));
all(".scroll>table").forEach((table) => fitting.observe(table));

// Rows are filtered by words and lights, where there are more than a glance takes in; subtotals stay those of all rows, and columns as wide as they were.
const few = 4;
const steady = (table, on) => all("thead th", table).map((head) => [head, on ? `${head.getBoundingClientRect().width}px` : ""]).forEach(([head, width]) => { head.style.minWidth = width; });
all("form.filter").forEach((form) => {
  const table = document.getElementById(form.dataset.table);
  const rows = all("tr.row", table);
  if (rows.length <= few) return;
  const boxes = all("input[type=checkbox]", form);
  const words = one("input[type=search]", form);
  const told = (shown) => {
    if (shown === rows.length) return `«script.rows n=shown»`;
    return `«script.sums rows=shown ? `«script.part k=shown n=rows.length»` : `«script.none n=rows.length»`»`;
  };
  const filter = () => {
    const wanted = words.value.trim().toLowerCase();
    const lights = boxes.filter((box) => box.checked).map((box) => box.value);
    const fits = (row) => (!boxes.length || !row.dataset.light || lights.includes(row.dataset.light))
      && row.textContent.toLowerCase().includes(wanted);
    const fitting = new Set(rows.filter(fits));
    const part = fitting.size < rows.length;
    if (part !== form.classList.contains("on")) steady(table, part);
    rows.forEach((row) => { row.hidden = !fitting.has(row); });
    all("tbody", table).forEach((group) => { group.hidden = one("tr.row", group) && !one("tr.row:not([hidden])", group); });
    form.classList.toggle("on", part);
    fold(table);
    one("output", form).textContent = told(fitting.size);
  };
  one(".clear", form).addEventListener("click", () => {
    words.value = "";
    boxes.forEach((box) => { box.checked = true; });
    filter();
    words.focus();
  });
  addEventListener("resize", () => steady(table, false));
  form.addEventListener("input", (event) => event.target.matches("select") || filter());
  form.addEventListener("submit", (event) => event.preventDefault());
  form.hidden = false;
  filter();
});
})();
