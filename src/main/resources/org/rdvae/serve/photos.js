// The first tab: one picture at a time, coded at the slider's quality and compared with the original or a JPEG.

import { ApiError, bytesText, getBlob, getJson, latest, postFile } from "./api.js";
import { isRdv, prepared } from "./picture-file.js";
import { curveTable, drawCurve } from "./rate-curve.js";
import { SplitView } from "./split-view.js";

const OUR_QUALITIES = [4, 1, 8, 2, 6, 3, 5, 7];
const JPEG_QUALITIES = [50, 10, 80, 4, 25, 90, 65, 15, 35, 95];
const SLIDER_REST = 90;

const $ = (id) => document.getElementById(id);
const number = (value, digits) => (value === null ? "–" : value.toFixed(digits));

export class Photos {
  constructor(about, say, groups) {
    this.about = about;
    this.say = say;
    this.view = new SplitView($("frame"));
    this.against = "original";
    this.measure = "psnr";
    this.picture = null;
    this.round = 0;
    this.update = latest(() => this.guarded(() => this.code()));
    this.listen(groups);
    this.listSamples();
    this.show("welcome");
  }

  show(part) {
    for (const id of ["welcome", "work", "decoded"]) {
      $(id).hidden = id !== part;
    }
  }

  listen({ arrows, mark }) {
    $("choose").addEventListener("change", (event) => {
      const file = event.target.files[0];
      event.target.value = "";
      if (file) {
        this.open(file);
      }
    });
    let rest = 0;
    $("quality").addEventListener("input", () => {
      $("quality-value").value = this.quality().toFixed(1);
      clearTimeout(rest);
      rest = setTimeout(() => this.update(), SLIDER_REST);
    });
    const group = (attribute, act) => {
      const buttons = document.querySelector(`[data-${attribute}]`).parentElement;
      arrows(buttons, (button) => {
        mark(buttons, "aria-checked", button);
        act(button.dataset[attribute]);
      });
    };
    group("against", (against) => {
      this.against = against;
      this.update();
    });
    group("scale", (scale) => this.view.zoom(scale));
    group("measure", (measure) => {
      this.measure = measure;
      this.drawCurve();
    });
    for (const button of document.querySelectorAll(".another")) {
      button.addEventListener("click", () => {
        this.close();
        this.show("welcome");
        $("choose").focus();
      });
    }
  }

  listSamples() {
    $("samples").hidden = this.about.samples.length === 0;
    for (const sample of this.about.samples) {
      const button = document.createElement("button");
      const image = document.createElement("img");
      image.src = sample.address;
      image.alt = "";
      const title = document.createElement("span");
      title.textContent = sample.title;
      const origin = document.createElement("span");
      origin.className = "faint";
      origin.textContent = sample.origin;
      button.append(image, title, origin);
      button.addEventListener("click", () =>
        this.guarded(async () => {
          const file = await getBlob(sample.address);
          await this.open(new File([file], sample.address.split("/").pop(), { type: file.type }));
        }),
      );
      const item = document.createElement("li");
      item.append(button);
      document.querySelector(".thumbs").append(item);
    }
  }

  quality() {
    return Number($("quality").value);
  }

  // Shows what went wrong instead of a result; what belongs to a picture that was left is dropped.
  async guarded(work) {
    try {
      await work();
    } catch (error) {
      if (error instanceof ApiError) {
        this.say(error.message);
      } else if (error !== this.left) {
        this.say("The page itself failed: " + error.message);
        console.error(error);
      }
      this.busy("");
    }
  }

  left = new Error("another picture was chosen");

  busy(words) {
    $("busy").hidden = !words;
    $("busy").querySelector("span").textContent = words;
  }

  close() {
    this.round++;
    for (const url of this.picture?.urls?.values() ?? []) {
      URL.revokeObjectURL(url);
    }
    this.picture = null;
    this.busy("");
  }

  open(file, wholeSize = false) {
    this.say("");
    return this.guarded(async () => {
      if (file.size > this.about.mostFileBytes) {
        throw new ApiError(413, `Expected a file of at most ${bytesText(this.about.mostFileBytes)}, found ${bytesText(file.size)}.`);
      }
      await ((await isRdv(file)) ? this.openRdv(file) : this.openPicture(file, wholeSize));
    });
  }

  async openRdv(file) {
    const info = await postFile("/api/files", file);
    this.close();
    const picture = `/api/files/${info.id}/picture`;
    $("decoded-picture").src = picture;
    $("decoded-name").textContent = file.name;
    $("decoded-png").href = picture;
    $("decoded-png").download = base(file.name) + ".png";
    const facts = {
      size: `${info.width} × ${info.height}`,
      file: bytesText(info.bytes),
      "bits per pixel": ((8 * info.bytes) / (info.width * info.height)).toFixed(3),
      quality: String(Math.round(100 * info.quality) / 100),
      model: info.model,
    };
    $("decoded-facts").replaceChildren();
    for (const [name, value] of Object.entries(facts)) {
      const row = $("decoded-facts").insertRow();
      const head = document.createElement("th");
      head.scope = "row";
      head.textContent = name;
      row.append(head);
      row.insertCell().textContent = value;
    }
    this.show("decoded");
  }

  async openPicture(chosen, wholeSize) {
    const round = ++this.round;
    const { file, reducedFrom } = await prepared(chosen, wholeSize);
    const info = await postFile("/api/pictures", file);
    if (round !== this.round) {
      throw this.left;
    }
    this.close();
    const original = URL.createObjectURL(file);
    this.picture = { ...info, file, name: chosen.name || "picture", ours: new Map(), theirs: new Map(), urls: new Map([["original", original]]) };
    this.describe(chosen, info, reducedFrom);
    for (const id of ["size", "share", "verdict"]) {
      $(id).textContent = "";
    }
    for (const image of [this.view.left, this.view.right]) {
      image.src = original;
    }
    this.show("work");
    this.view.show(info.width, info.height);
    this.drawCurve();
    await this.update();
    await this.measureCurve(this.picture);
  }

  describe(chosen, info, reducedFrom) {
    const place = $("about-picture");
    place.textContent = `${chosen.name || "pasted picture"}, ${info.width} × ${info.height}${info.channels === 1 ? ", grey" : ""}. ${info.notes.join(" ")}`;
    if (reducedFrom) {
      place.append(` Made smaller from ${reducedFrom.width} × ${reducedFrom.height}, for the slider to be quick. `);
      const whole = document.createElement("button");
      whole.className = "quiet";
      whole.textContent = "Take it whole";
      whole.addEventListener("click", () => this.open(chosen, true));
      place.append(whole);
    }
  }

  // The server forgets the picture that was not asked for the longest; it is then sent again.
  async ask(picture, get, rest) {
    const path = `/api/pictures/${picture.id}/${rest}`;
    try {
      return this.still(picture, await get(path));
    } catch (error) {
      if (!(error instanceof ApiError) || error.status !== 404) {
        throw error;
      }
      await postFile("/api/pictures", picture.file);
      return this.still(picture, await get(path));
    }
  }

  still(picture, result) {
    if (picture !== this.picture) {
      throw this.left;
    }
    return result;
  }

  async url(picture, rest) {
    if (!picture.urls.has(rest)) {
      const blob = await this.ask(picture, getBlob, rest);
      for (const [key, url] of picture.urls) {
        if (picture.urls.size >= 8 && key !== "original" && ![this.view.left.src, this.view.right.src].includes(url)) {
          URL.revokeObjectURL(url);
          picture.urls.delete(key);
        }
      }
      picture.urls.set(rest, URL.createObjectURL(blob));
    }
    return picture.urls.get(rest);
  }

  async code() {
    const picture = this.picture;
    if (!picture) {
      return;
    }
    const quality = this.quality();
    const path = `rdv/${quality}`;
    this.busy(`coding at quality ${quality.toFixed(1)}`);
    const ours = picture.ours.get(quality) ?? (await this.ask(picture, getJson, path));
    picture.ours.set(quality, ours);
    picture.now = { ours, theirs: null };
    this.showOurs(picture, ours);
    await this.swap(this.view.right, await this.url(picture, `${path}/picture`));
    $("right-name").textContent = `rdvae · ${bytesText(ours.bytes)}`;
    picture.now.theirs = await this.ask(picture, getJson, `${path}/jpeg`);
    const jpeg = picture.now.theirs;
    picture.theirs.set(jpeg.quality, jpeg);
    this.showTheirs(ours, jpeg);
    const isJpeg = this.against === "jpeg";
    await this.swap(this.view.left, await this.url(picture, isJpeg ? `jpeg/${jpeg.quality}/file` : "original"));
    $("left-name").textContent = isJpeg ? `JPEG · ${bytesText(jpeg.bytes)}` : "original";
    this.busy("");
    this.drawCurve();
    $("work").dataset.shown = `${quality.toFixed(1)} ${this.against}`;
  }

  // Decoded first, so that nothing flickers.
  async swap(image, url) {
    if (image.src !== url) {
      const next = new Image();
      next.src = url;
      await next.decode();
      image.src = url;
    }
  }

  showOurs(picture, ours) {
    const raw = picture.width * picture.height * picture.channels;
    $("size").textContent = bytesText(ours.bytes);
    $("share").textContent = `1 : ${Math.round(raw / ours.bytes)} of the raw ${bytesText(raw)}`;
    $("rdv-bytes").textContent = bytesText(ours.bytes);
    $("rdv-bpp").textContent = ours.bitsPerPixel.toFixed(3);
    $("rdv-psnr").textContent = ours.psnr === null ? "exact" : number(ours.psnr, 2);
    $("rdv-ms-ssim").textContent = number(ours.msSsim, 4);
    for (const id of ["jpeg-bytes", "jpeg-bpp", "jpeg-psnr", "jpeg-ms-ssim"]) {
      $(id).textContent = "…";
    }
    $("work").querySelector(".right").alt = `Decoded at quality ${ours.quality.toFixed(1)}`;
    $("work").querySelector(".left").alt = "The original";
    const name = base(picture.name);
    $("download-rdv").href = `/api/pictures/${picture.id}/rdv/${this.quality()}/file`;
    $("download-rdv").download = `${name}.rdv`;
    $("download-png").href = `/api/pictures/${picture.id}/rdv/${this.quality()}/picture`;
    $("download-png").download = `${name}-decoded.png`;
  }

  showTheirs(ours, jpeg) {
    $("jpeg-bytes").textContent = bytesText(jpeg.bytes);
    $("jpeg-bpp").textContent = jpeg.bitsPerPixel.toFixed(3);
    $("jpeg-psnr").textContent = jpeg.psnr === null ? "exact" : number(jpeg.psnr, 2);
    $("jpeg-ms-ssim").textContent = number(jpeg.msSsim, 4);
    const larger = jpeg.bytes / ours.bytes;
    let verdict = `JPEG at its quality ${jpeg.quality}. `;
    if (larger > 1.1) {
      verdict += `No JPEG is this small: its smallest takes ${Math.round(100 * (larger - 1))} % more.`;
    } else if (ours.psnr !== null && jpeg.psnr !== null) {
      const gain = ours.psnr - jpeg.psnr;
      verdict += Math.abs(gain) < 0.05 ? "Both are equally near to the original." : `At this size rdvae is ${Math.abs(gain).toFixed(1)} dB ${gain > 0 ? "nearer to" : "farther from"} the original.`;
    }
    $("verdict").textContent = verdict;
  }

  drawCurve() {
    const picture = this.picture;
    if (picture) {
      const ours = [...picture.ours.values()];
      const theirs = [...picture.theirs.values()];
      drawCurve($("curve"), this.measure, ours, theirs, picture.now ?? {});
      curveTable($("curve-table"), ours, theirs);
    }
  }

  // Point after point while nothing else is asked for; the ends come early, so that the axes stay.
  async measureCurve(picture) {
    const wanted = [...OUR_QUALITIES.map((quality) => ["rdv", "ours", quality]), ...JPEG_QUALITIES.map((quality) => ["jpeg", "theirs", quality])];
    for (const [format, kind, quality] of wanted) {
      while (!$("busy").hidden) {
        await new Promise((done) => setTimeout(done, 100));
      }
      if (!picture[kind].has(quality)) {
        picture[kind].set(quality, await this.ask(picture, getJson, `${format}/${quality}`));
        this.drawCurve();
      }
    }
    $("work").dataset.curve = "done";
  }
}

const base = (name) => name.replace(/\.[^.]*$/, "");
