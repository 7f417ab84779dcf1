// Small images between the server, which sends bytes in base 64, canvases, and files.

export class ImageForm {
  constructor({ height, width, channels, isBits }) {
    Object.assign(this, { height, width, channels, isBits });
  }

  prepare(canvas) {
    canvas.width = this.width;
    canvas.height = this.height;
    canvas.classList.toggle("bits", this.isBits);
    return canvas;
  }

  canvas(label) {
    const canvas = this.prepare(document.createElement("canvas"));
    canvas.className = this.isBits ? "image bits" : "image";
    canvas.setAttribute("role", "img");
    canvas.setAttribute("aria-label", label);
    return canvas;
  }

  // Bits are ink, the more the blacker; other images are what they are.
  draw(canvas, base64) {
    const bytes = atob(base64);
    const data = new ImageData(this.width, this.height);
    for (let i = 0; i < this.width * this.height; i++) {
      for (let c = 0; c < 3; c++) {
        const value = bytes.charCodeAt(this.channels === 1 ? i : 3 * i + c);
        data.data[4 * i + c] = this.isBits ? 255 - value : value;
      }
      data.data[4 * i + 3] = 255;
    }
    canvas.getContext("2d").putImageData(data, 0, 0);
  }

  encode(bytes) {
    return btoa(String.fromCharCode(...bytes));
  }

  // Brings a picture to the model's size, cut at its longer side; a grey model's ground is black, so paper becomes black.
  async ofFile(file) {
    const bitmap = await createImageBitmap(file);
    const canvas = document.createElement("canvas");
    canvas.width = this.width;
    canvas.height = this.height;
    const scale = Math.max(this.width / bitmap.width, this.height / bitmap.height);
    const context = canvas.getContext("2d");
    context.fillRect(0, 0, this.width, this.height);
    context.imageSmoothingQuality = "high";
    context.drawImage(
      bitmap,
      (this.width - scale * bitmap.width) / 2,
      (this.height - scale * bitmap.height) / 2,
      scale * bitmap.width,
      scale * bitmap.height,
    );
    bitmap.close();
    return this.encode(this.bytes(context));
  }

  bytes(context) {
    const { data } = context.getImageData(0, 0, this.width, this.height);
    const bytes = [];
    for (let i = 0; i < data.length; i += 4) {
      if (this.channels === 3) {
        bytes.push(data[i], data[i + 1], data[i + 2]);
      } else {
        bytes.push(Math.round(0.299 * data[i] + 0.587 * data[i + 1] + 0.114 * data[i + 2]));
      }
    }
    return this.isBits && this.isBright(bytes) ? bytes.map((value) => 255 - value) : bytes;
  }

  isBright(bytes) {
    const edge = bytes.filter((_, i) => {
      const [x, y] = [i % this.width, Math.floor(i / this.width)];
      return x === 0 || y === 0 || x === this.width - 1 || y === this.height - 1;
    });
    return edge.reduce((sum, value) => sum + value, 0) / edge.length > 127;
  }
}
