// What is done to a chosen picture before it is sent.

// Larger pictures are made smaller at first, since each move of the slider codes all of it.
const LARGE = 4e6;
const QUICK = 2e6;

export async function isRdv(file) {
  const head = new Uint8Array(await file.slice(0, 4).arrayBuffer());
  return head[0] === 0x89 && head[1] === 0x52 && head[2] === 0x44 && head[3] === 0x56;
}

async function canvasOf(bitmap, width, height) {
  const canvas = document.createElement("canvas");
  canvas.width = width;
  canvas.height = height;
  const context = canvas.getContext("2d");
  context.imageSmoothingQuality = "high";
  context.drawImage(bitmap, 0, 0, width, height);
  return new Promise((done) => canvas.toBlob(done, "image/png"));
}

// The file itself, or a smaller PNG of it; what the browser cannot read is left to the server, which says why.
export async function prepared(file, wholeSize) {
  let bitmap;
  try {
    bitmap = await createImageBitmap(file);
  } catch {
    return { file, reducedFrom: null };
  }
  const { width, height } = bitmap;
  const scale = !wholeSize && width * height > LARGE ? Math.sqrt(QUICK / (width * height)) : 1;
  try {
    if (scale < 1) {
      const smaller = await canvasOf(bitmap, Math.round(width * scale), Math.round(height * scale));
      return { file: smaller, reducedFrom: { width, height } };
    }
    if (file.type === "image/gif") {
      // Of an animation the first picture is coded, so the original must not move.
      return { file: await canvasOf(bitmap, width, height), reducedFrom: null };
    }
    return { file, reducedFrom: null };
  } finally {
    bitmap.close();
  }
}
