// A sheet to draw a digit on, and what makes of it an image like those of the data set.

const PEN = 22;

// Handwritten digits of MNIST fill 20 of 28 pixels, their centre of mass in the middle.
const FILLED = 20 / 28;

export class DrawingPad {
  constructor(dialog, form) {
    this.dialog = dialog;
    this.form = form;
    this.canvas = dialog.querySelector("canvas");
    this.context = this.canvas.getContext("2d", { willReadFrequently: true });
    this.use = null;
    this.listen();
  }

  listen() {
    let last = null;
    const place = (event) => {
      const box = this.canvas.getBoundingClientRect();
      return { x: event.clientX - box.left, y: event.clientY - box.top };
    };
    const line = (from, to) => {
      Object.assign(this.context, { lineWidth: PEN, lineCap: "round", lineJoin: "round", strokeStyle: "#000" });
      this.context.beginPath();
      this.context.moveTo(from.x, from.y);
      this.context.lineTo(to.x, to.y);
      this.context.stroke();
    };
    this.canvas.addEventListener("pointerdown", (event) => {
      this.canvas.setPointerCapture(event.pointerId);
      last = place(event);
      line(last, last);
    });
    this.canvas.addEventListener("pointermove", (event) => {
      if (last) {
        const next = place(event);
        line(last, next);
        last = next;
      }
    });
    for (const end of ["pointerup", "pointercancel"]) {
      this.canvas.addEventListener(end, () => (last = null));
    }
    this.dialog.querySelector("#pad-clear").addEventListener("click", () => this.clear());
    this.dialog.querySelector("#pad-cancel").addEventListener("click", () => this.dialog.close());
    this.dialog.querySelector("#pad-use").addEventListener("click", () => {
      this.dialog.close();
      const image = this.image();
      if (image) {
        this.use(image);
      }
    });
  }

  clear() {
    this.context.clearRect(0, 0, this.canvas.width, this.canvas.height);
  }

  open(use) {
    this.use = use;
    this.clear();
    this.dialog.showModal();
  }

  // Null if nothing was drawn.
  image() {
    const size = this.canvas.width;
    const { data } = this.context.getImageData(0, 0, size, size);
    let [left, right, top, bottom, mass, massX, massY] = [size, -1, size, -1, 0, 0, 0];
    for (let i = 0; i < size * size; i++) {
      const ink = data[4 * i + 3];
      if (ink > 0) {
        const [x, y] = [i % size, Math.floor(i / size)];
        [left, right, top, bottom] = [Math.min(left, x), Math.max(right, x), Math.min(top, y), Math.max(bottom, y)];
        [mass, massX, massY] = [mass + ink, massX + ink * x, massY + ink * y];
      }
    }
    if (mass === 0) {
      return null;
    }
    const { width, height } = this.form;
    const scale = (FILLED * Math.min(width, height)) / Math.max(right - left + 1, bottom - top + 1);
    const small = document.createElement("canvas");
    small.width = width;
    small.height = height;
    const context = small.getContext("2d");
    context.imageSmoothingQuality = "high";
    context.setTransform(scale, 0, 0, scale, width / 2 - (scale * massX) / mass, height / 2 - (scale * massY) / mass);
    context.drawImage(this.canvas, 0, 0);
    const ink = context.getImageData(0, 0, width, height).data.filter((_, i) => i % 4 === 3);
    return this.form.encode(ink);
  }
}
