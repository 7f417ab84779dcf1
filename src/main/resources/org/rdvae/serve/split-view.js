// Two pictures of one size on top of each other; the left of a boundary shows one, the right the other.

export class SplitView {
  constructor(frame) {
    this.frame = frame;
    this.scroller = frame.querySelector(".scroller");
    this.stage = frame.querySelector(".stage");
    this.left = frame.querySelector(".left");
    this.right = frame.querySelector(".right");
    this.boundary = frame.querySelector(".boundary");
    this.scale = "fit";
    this.size = null;
    this.moveTo(50);
    this.listen();
    new ResizeObserver(() => this.layOut()).observe(frame.parentElement);
    addEventListener("resize", () => this.layOut());
  }

  listen() {
    const follow = (event) => {
      const box = this.stage.getBoundingClientRect();
      this.moveTo((100 * (event.clientX - box.left)) / box.width);
    };
    // A mouse is followed as it passes; a finger has to touch.
    this.stage.addEventListener("pointermove", follow);
    this.stage.addEventListener("pointerdown", (event) => {
      follow(event);
      if (event.pointerType !== "mouse") {
        this.stage.setPointerCapture(event.pointerId);
      }
    });
    this.boundary.addEventListener("keydown", (event) => {
      const step = event.shiftKey ? 10 : 2;
      const to = {
        ArrowLeft: this.at - step,
        ArrowDown: this.at - step,
        ArrowRight: this.at + step,
        ArrowUp: this.at + step,
        Home: 0,
        End: 100,
      }[event.key];
      if (to !== undefined) {
        event.preventDefault();
        this.moveTo(to);
      }
    });
  }

  moveTo(percent) {
    this.at = Math.min(100, Math.max(0, percent));
    this.stage.style.setProperty("--at", `${this.at}%`);
    this.boundary.setAttribute("aria-valuenow", String(Math.round(this.at)));
    this.boundary.setAttribute("aria-valuetext", `${Math.round(this.at)} percent from the left`);
  }

  show(width, height) {
    this.size = { width, height };
    this.layOut();
  }

  zoom(scale) {
    this.scale = scale;
    this.stage.classList.toggle("pixels", scale === "2");
    this.layOut();
    if (scale !== "fit") {
      this.scroller.scrollLeft = (this.scroller.scrollWidth - this.scroller.clientWidth) / 2;
      this.scroller.scrollTop = (this.scroller.scrollHeight - this.scroller.clientHeight) / 2;
    }
  }

  layOut() {
    if (!this.size) {
      return;
    }
    const { width, height } = this.size;
    // Borders of a pixel on both sides belong to the frame's width.
    const room = this.frame.parentElement.clientWidth - 2;
    const fitting = Math.min(room, (0.72 * innerHeight * width) / height, 3 * width);
    const shown = this.scale === "fit" ? fitting : (Number(this.scale) * width) / devicePixelRatio;
    this.stage.style.width = `${shown}px`;
    this.stage.style.height = `${(shown * height) / width}px`;
  }
}
