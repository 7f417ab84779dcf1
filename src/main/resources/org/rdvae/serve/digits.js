// The second tab: latent variables on sliders, samples, and the way from one image to another.

import { ApiError, getJson, latest, postJson } from "./api.js";
import { ImageForm } from "./digit-picture.js";
import { DrawingPad } from "./drawing-pad.js";

const FIRST_LATENTS = 10;
const SAMPLES = 32;
const STRIP = 11;

const $ = (id) => document.getElementById(id);

export class Digits {
  constructor(about, say) {
    this.about = about;
    this.say = say;
    this.form = new ImageForm(about);
    this.pad = new DrawingPad($("pad"), this.form);
    this.z = new Array(about.size).fill(0);
    about.latents.forEach((latent) => (this.z[latent.number] = latent.start));
    this.ends = { a: null, b: null };
    this.sliders = new Map();
    this.decodeHero = latest(() => this.guarded(() => this.drawHero()));
    this.decodeWay = latest(() => this.guarded(() => this.drawWay()));
    this.sample = latest(() => this.guarded(() => this.drawSamples()));
    $("digits-shown").hidden = false;
    this.form.prepare($("hero"));
    this.form.prepare($("between"));
    for (const button of [$("draw-hero"), ...document.querySelectorAll(".end button")]) {
      button.hidden = !about.isBits;
    }
    this.describe();
    this.addClasses();
    this.addSliders();
    this.listenToSamples();
    this.listenToEnd("a", $("end-a"));
    this.listenToEnd("b", $("end-b"));
    $("way").addEventListener("input", () => this.decodeWay());
    this.centre();
    this.sample();
  }

  async guarded(work) {
    try {
      await work();
    } catch (error) {
      this.say(error instanceof ApiError ? error.message : "The page itself failed: " + error.message);
      if (!(error instanceof ApiError)) {
        console.error(error);
      }
    }
  }

  describe() {
    const { model, height, width, size, latents } = this.about;
    $("about-digits").textContent =
      `${model} makes images of ${width} × ${height} from ${size} numbers, its latent variables z. ` +
      `Of these ${latents.length === size ? "all" : latents.length} say something about the image.`;
    const rates = latents.some((latent) => latent.rate !== null);
    $("about-latents").textContent = rates
      ? "Those that say most come first; the number below each name is its rate in nats, averaged over test images."
      : "Each moves the image in its own way.";
  }

  addClasses() {
    const { classes } = this.about;
    $("class-row").hidden = classes === 0;
    for (let label = 0; label < classes; label++) {
      $("class").append(new Option(String(label), String(label)));
    }
    $("class").addEventListener("change", () => {
      this.decodeHero();
      this.decodeWay();
      this.sample();
    });
  }

  label() {
    return this.about.classes === 0 ? 0 : Number($("class").value);
  }

  addSliders() {
    const { latents } = this.about;
    latents.forEach((latent, place) => {
      const label = document.createElement("label");
      const name = document.createElement("span");
      name.textContent = `z${latent.number}`;
      if (latent.rate !== null) {
        const rate = document.createElement("small");
        rate.className = "faint";
        rate.textContent = ` ${latent.rate.toFixed(1)}`;
        name.append(document.createElement("br"), rate);
      }
      const slider = document.createElement("input");
      Object.assign(slider, { type: "range", min: latent.least, max: latent.most, step: 0.05 });
      slider.setAttribute("aria-label", `Latent variable ${latent.number}`);
      const value = document.createElement("output");
      slider.addEventListener("input", () => {
        this.z[latent.number] = Number(slider.value);
        value.value = this.z[latent.number].toFixed(2);
        $("hero-name").textContent = "from the sliders";
        this.decodeHero();
      });
      label.append(name, slider, value);
      label.hidden = place >= FIRST_LATENTS;
      this.sliders.set(latent.number, { label, slider, value });
      $("sliders").append(label);
    });
    const more = $("more-latents");
    more.hidden = latents.length <= FIRST_LATENTS;
    const words = () => (more.getAttribute("aria-expanded") === "true" ? "Fewer" : `All ${latents.length}`);
    more.textContent = words();
    more.addEventListener("click", () => {
      const all = more.getAttribute("aria-expanded") !== "true";
      more.setAttribute("aria-expanded", String(all));
      more.textContent = words();
      latents.forEach((latent, place) => (this.sliders.get(latent.number).label.hidden = !all && place >= FIRST_LATENTS));
    });
    $("centre").addEventListener("click", () => this.centre());
    $("random").addEventListener("click", () =>
      this.guarded(async () => {
        const seed = Math.floor(1e6 * Math.random());
        const drawn = await getJson(`/api/digits/samples?seed=${seed}&temperature=0.8&label=${this.label()}`);
        this.put(drawn.latents[0], `drawn from the prior, seed ${seed}`);
      }),
    );
    $("draw-hero").addEventListener("click", () => this.pad.open((image) => this.encodeHero(image, "your digit")));
  }

  centre() {
    const z = new Array(this.about.size).fill(0);
    this.about.latents.forEach((latent) => (z[latent.number] = latent.start));
    this.put(z, "the centre of the prior");
  }

  put(z, name) {
    this.z = [...z];
    for (const [number, { slider, value }] of this.sliders) {
      slider.value = z[number];
      value.value = z[number].toFixed(2);
    }
    $("hero-name").textContent = name;
    this.decodeHero();
  }

  encodeHero(image, name) {
    return this.guarded(async () => {
      const encoded = await postJson("/api/digits/encode", { image, label: this.label() });
      this.put(encoded.latents[0], `what the model makes of ${name}`);
    });
  }

  async drawHero() {
    const decoded = await postJson("/api/digits/decode", { latents: [this.z], label: this.label() });
    this.form.draw($("hero"), decoded.images[0]);
    $("hero").dataset.drawn = decoded.images[0].length;
  }

  listenToSamples() {
    $("temperature").addEventListener("input", () => {
      $("temperature-value").value = Number($("temperature").value).toFixed(2);
      this.sample();
    });
    $("seed").addEventListener("input", () => this.sample());
    $("next-seed").addEventListener("click", () => {
      $("seed").value = String(Number($("seed").value) + 1);
      this.sample();
    });
  }

  async drawSamples() {
    const seed = $("seed").value.match(/^\d+$/) ? $("seed").value : "0";
    const drawn = await getJson(`/api/digits/samples?count=${SAMPLES}&temperature=${$("temperature").value}&seed=${seed}&label=${this.label()}`);
    const grid = $("sample-grid");
    grid.replaceChildren();
    drawn.images.forEach((image, i) => {
      const canvas = this.form.canvas(`Sample ${i + 1}`);
      this.form.draw(canvas, image);
      const button = document.createElement("button");
      button.setAttribute("aria-label", `Put sample ${i + 1} on the sliders`);
      button.append(canvas);
      button.addEventListener("click", () => this.put(drawn.latents[i], `sample ${i + 1} of seed ${seed}`));
      grid.append(button);
    });
  }

  listenToEnd(end, place) {
    const canvas = this.form.prepare(place.querySelector("canvas"));
    canvas.setAttribute("role", "img");
    const input = place.querySelector("input");
    const load = latest(() =>
      this.guarded(async () => {
        if (this.about.tests > 0) {
          const number = Math.min(this.about.tests - 1, Math.max(0, Math.floor(Number(input.value)) || 0));
          if (Number(input.value) > number) {
            input.value = String(number);
          }
          this.setEnd(end, await getJson(`/api/digits/test/${number}`), `Test image ${number}`);
        } else {
          const drawn = await getJson(`/api/digits/samples?seed=${Math.max(0, Math.floor(Number(input.value)) || 0)}&temperature=0.8`);
          this.setEnd(end, drawn, "A sample");
        }
      }),
    );
    input.max = String(Math.max(0, this.about.tests - 1));
    input.parentElement.firstChild.textContent = this.about.tests > 0 ? "Test image " : "Sample ";
    input.addEventListener("input", load);
    place.querySelector("button").addEventListener("click", () => this.pad.open((image) => this.encodeEnd(end, image)));
    load();
  }

  encodeEnd(end, image) {
    return this.guarded(async () =>
      this.setEnd(end, await postJson("/api/digits/encode", { image, label: this.label() }), "Your image"),
    );
  }

  setEnd(end, encoded, name) {
    const canvas = $(`end-${end}`).querySelector("canvas");
    this.form.draw(canvas, encoded.images[0]);
    canvas.setAttribute("aria-label", name);
    this.ends[end] = encoded.latents[0];
    this.decodeWay();
  }

  async drawWay() {
    const { a, b } = this.ends;
    if (!a || !b) {
      return;
    }
    const point = (t) => a.map((value, i) => (1 - t) * value + t * b[i]);
    const ways = Array.from({ length: STRIP }, (_, i) => i / (STRIP - 1));
    const latents = [Number($("way").value), ...ways].map(point);
    const { images } = await postJson("/api/digits/decode", { latents, label: this.label() });
    this.form.draw($("between"), images[0]);
    $("strip").replaceChildren(
      ...images.slice(1).map((image, i) => {
        const canvas = this.form.canvas(`${Math.round(100 * ways[i])} percent of the way`);
        this.form.draw(canvas, image);
        return canvas;
      }),
    );
  }

  // A dropped picture goes where it was dropped, and to the sliders anywhere else.
  open(file, place) {
    return this.guarded(async () => {
      let image;
      try {
        image = await this.form.ofFile(file);
      } catch {
        throw new ApiError(422, "This browser cannot read that file as a picture.");
      }
      const end = place?.closest?.(".end");
      await (end ? this.encodeEnd(end.id.slice(-1), image) : this.encodeHero(image, file.name));
    });
  }
}
