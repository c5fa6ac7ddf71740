// Pages and problems beside the text. Only the newest question counts: an older one is
// dropped as soon as a newer is asked. Later pages are fetched when they come near.

const ASK = "/api/v1/preview";
const SEVERITIES = { error: "Lỗi", warning: "Cảnh báo", suggestion: "Gợi ý" };

export class Preview {
  took = 0; // ms that the last drawing took

  #parts;
  #manuscript = null;
  #fetching = false; // later pages are on their way
  #asking = new AbortController();
  #near = new IntersectionObserver((seen) => this.#approach(seen), { rootMargin: "800px" });

  constructor(parts) {
    this.#parts = parts;
  }

  // Draws a manuscript; nothing when it is blank.
  async draw(manuscript) {
    this.#manuscript = manuscript;
    this.#asking.abort();
    this.#asking = new AbortController();
    if (!manuscript.text.trim()) {
      this.#clear();
      this.say("Chưa có nội dung.");
      return;
    }
    this.#working(true);
    this.say("Đang trình bày…");
    const begun = performance.now();
    try {
      const answer = await this.#ask(1);
      this.took = performance.now() - begun;
      this.#pages(answer);
      this.#problems(answer);
      const count = answer.findings.length + answer.problems.length + answer.leftovers.length;
      this.say(`${answer.pages} trang${count ? `, ${count} điều cần xem` : ""}`);
    } catch (error) {
      if (error.name === "AbortError") return;
      this.#fail(error);
    }
    this.#working(false);
  }

  // Takes over pages that the server has drawn already.
  adopt(manuscript) {
    this.#manuscript = manuscript;
    document.getElementById("rest")?.remove();
    return this.draw(manuscript);
  }

  say(words) {
    this.#parts.status.textContent = words;
  }

  async #ask(from) {
    const response = await fetch(`${ASK}?from=${from}`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(this.#manuscript),
      signal: this.#asking.signal,
    });
    const answer = await response.json();
    if (!response.ok) throw Object.assign(new Error(answer.detail), { faults: answer.errors });
    return answer;
  }

  #working(yes) {
    this.#parts.result.classList.toggle("working", yes);
    this.#parts.result.setAttribute("aria-busy", String(yes));
  }

  // Images are replaced in place, so that the page someone looks at stays where it is.
  #pages({ pages, from, images }) {
    const list = this.#parts.pages;
    while (list.children.length > pages) this.#drop(list.lastElementChild);
    while (list.children.length < pages) list.append(this.#sheet());
    [...list.children].forEach((sheet, at) => {
      const image = sheet.firstElementChild;
      image.alt = `Trang ${at + 1} trên ${pages}`;
      const svg = images[at + 1 - from];
      if (svg) this.#put(image, svg);
      else if (from === 1) {
        // Of the old text, or not yet fetched: asked for when it comes near.
        image.dataset.waits = at + 1;
      }
    });
    if (from === 1) this.#watch();
    this.#parts.empty.hidden = pages > 0;
  }

  // Looks anew at every page that waits: one that is in sight already is told once more.
  #watch() {
    for (const image of this.#parts.pages.querySelectorAll("img[data-waits]")) {
      this.#near.unobserve(image);
      this.#near.observe(image);
    }
  }

  #put(image, svg) {
    const old = image.src;
    image.src = URL.createObjectURL(new Blob([svg], { type: "image/svg+xml" }));
    if (old.startsWith("blob:")) URL.revokeObjectURL(old);
    delete image.dataset.waits;
    this.#near.unobserve(image);
  }

  #sheet() {
    const sheet = document.createElement("li");
    const image = new Image(794, 1123);
    sheet.append(image);
    return sheet;
  }

  #drop(sheet) {
    const image = sheet.firstElementChild;
    this.#near.unobserve(image);
    if (image.src.startsWith("blob:")) URL.revokeObjectURL(image.src);
    sheet.remove();
  }

  async #approach(seen) {
    const near = seen.filter((entry) => entry.isIntersecting && entry.target.dataset.waits);
    if (!near.length || this.#fetching) return;
    const first = Math.min(...near.map((entry) => Number(entry.target.dataset.waits)));
    this.#fetching = true;
    try {
      this.#pages(await this.#ask(first));
    } catch (error) {
      if (error.name !== "AbortError") this.say(error.message);
      return;
    } finally {
      this.#fetching = false;
    }
    this.#watch();
  }

  #problems({ findings, problems, leftovers }) {
    const items = findings.map((finding) => this.#finding(finding));
    items.push(...problems.map(({ line, column, message }) => this.#item(line, column, message)));
    for (const { line, text } of leftovers) {
      const short = text.length > 120 ? `${text.slice(0, 120)}…` : text;
      items.push(this.#item(line, 1, `Để ngoài văn bản: ${short}`));
    }
    this.#parts.problems.replaceChildren(...items);
    this.#parts.notes.hidden = items.length === 0;
  }

  // What is found against the decree, with its clause, which leads to the rule.
  #finding({ id, severity, cite, message, place }) {
    const item = this.#item(place.line, place.column, "");
    item.className = severity;
    const grave = document.createElement("b");
    grave.textContent = `${SEVERITIES[severity]}:`;
    const clause = document.createElement("a");
    clause.className = "cite";
    clause.href = `/quy-tac#${id}`;
    clause.textContent = cite === "practice" ? "thông lệ soạn thảo" : cite;
    item.append(grave, ` ${message} `, clause);
    return item;
  }

  #item(line, column, message) {
    const item = document.createElement("li");
    if (line) {
      const link = document.createElement("a");
      link.href = "#text";
      link.dataset.line = line;
      link.dataset.column = column || 1;
      link.textContent = `Dòng ${line}`;
      item.append(link, " ");
    }
    item.append(message);
    return item;
  }

  #fail(error) {
    const words = error.faults ? error.message : "Không kết nối được với máy chủ.";
    const items = (error.faults ?? []).map(({ line, column, detail }) => this.#item(line, column, detail));
    const first = document.createElement("li");
    first.textContent = words;
    for (const item of [first, ...items]) item.classList.add("bad");
    this.#parts.problems.replaceChildren(first, ...items);
    this.#parts.notes.hidden = false;
    this.say("Chưa trình bày được.");
  }

  #clear() {
    this.#working(false);
    for (const sheet of [...this.#parts.pages.children]) this.#drop(sheet);
    this.#parts.problems.replaceChildren();
    this.#parts.notes.hidden = true;
    this.#parts.empty.hidden = false;
  }
}
