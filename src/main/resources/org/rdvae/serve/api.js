// Talks to the server. All its errors are objects with a sentence; a busy server says when to come back.

const MOST_TRIES = 5;

export class ApiError extends Error {
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

async function request(path, options = {}) {
  for (let tries = 1; ; tries++) {
    let response;
    try {
      response = await fetch(path, options);
    } catch (error) {
      if (error.name === "AbortError") {
        throw error;
      }
      throw new ApiError(0, "The server does not answer. Is rdvae serve still running?");
    }
    if (response.ok) {
      return response;
    }
    if (response.status === 503 && tries < MOST_TRIES) {
      await pause(1000 * Number(response.headers.get("Retry-After") ?? 2));
      continue;
    }
    throw new ApiError(response.status, await sentence(response));
  }
}

async function sentence(response) {
  try {
    const text = (await response.json()).error;
    return text.charAt(0).toUpperCase() + text.slice(1) + ".";
  } catch {
    return `The server answered with status ${response.status}.`;
  }
}

const pause = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));

export const getJson = async (path) => (await request(path)).json();

export const getBlob = async (path) => (await request(path)).blob();

export const postFile = async (path, file) => (await request(path, { method: "POST", body: file })).json();

export const postJson = async (path, value) =>
  (await request(path, { method: "POST", body: JSON.stringify(value), headers: { "Content-Type": "application/json" } })).json();

// Runs the newest of many calls as soon as the one before has ended, and none of those between.
export function latest(work) {
  let running = false;
  let waiting = null;
  return async (...words) => {
    waiting = words;
    if (running) {
      return;
    }
    running = true;
    try {
      while (waiting) {
        const now = waiting;
        waiting = null;
        await work(...now);
      }
    } finally {
      running = false;
    }
  };
}

export const bytesText = (bytes) =>
  bytes < 1000 ? `${bytes} B` : bytes < 1e6 ? `${(bytes / 1000).toFixed(bytes < 1e5 ? 1 : 0)} kB` : `${(bytes / 1e6).toFixed(2)} MB`;
