"use strict";
(() => {
  const part = (id) => document.getElementById(id);
  const session = JSON.parse(part("session").textContent);
  const { showings, captions, chapters, finished, duration, title } = session;
  const sound = part("sound");
  const pictures = [...part("pictures").children];
  const chapterButtons = [...part("chapters").querySelectorAll("button")];

  const FUMBLE = 400; // milliseconds after a pause in which a second tap is taken for a slip
  const LONG = 60_000; // milliseconds of absence after which hands need to find the point again
  const EARLY = 5; // seconds into a chapter in which "previous" means the one before
  const OFTEN = 2; // seconds after which the place is kept again
  const EDGE = 0.02; // seconds by which a browser may miss the start of what it was sent to

  // The place

  let wanted = null; // where to begin, until the browser knows the sound
  let leftAt = 0; // when it was last heard
  let begun = false;

  const here = () => wanted ?? sound.currentTime;
  const index = (list, now) => list.findLastIndex((one) => one.at <= now + EDGE);
  const at = (list, now) => list[index(list, now)];

  function go(seconds) {
    if (sound.readyState) sound.currentTime = seconds;
    else wanted = seconds;
    leftAt = Date.now();
    draw();
    tellPosition();
  }

  function goToChapter(number) {
    const chapter = chapters[Math.max(0, number)];
    if (chapter) go(chapter.at);
  }

  const next = () => goToChapter(index(chapters, here()) + 1);
  function previous() {
    const now = index(chapters, here());
    goToChapter(here() - chapters[now].at < EARLY ? now - 1 : now);
  }

  // Playing and pausing

  function play() {
    if (sound.ended) go(0);
    const anew = at(showings, here()).anew;
    if (anew !== null && leftAt && Date.now() - leftAt > LONG) go(anew);
    sound.play().catch((error) => {
      if (error.name === "NotSupportedError") cannotPlay();
    });
  }

  function toggle() {
    if (!sound.paused) sound.pause();
    else if (!begun || Date.now() - leftAt > FUMBLE) play();
  }

  function cannotPlay() {
    part("fault").textContent = "This browser cannot play the sound. Please open the file in another one.";
  }

  // What is shown follows from the place in the sound, and from nothing else

  function draw() {
    const now = here();
    const shown = at(showings, now);
    const resting = begun && sound.paused && !sound.ended;
    document.body.dataset.flood = resting ? "paused" : shown.flood;
    write("word", resting ? "PAUSED" : shown.word);
    write("side", shown.side);
    write("number", count(shown, now));
    part("glance").toggleAttribute("data-counting", shown.until !== null);
    write("place", shown.place);
    write("caption", caption(now));
    write("following", shown.following);
    write("left", [shown.step, minutes(duration - now)].filter(Boolean).join(" · "));
    write("toggle", sound.paused ? invitation(now) : "Tap anywhere to pause");
    part("progress").value = Math.min(1, now / duration);
    part("restart").hidden = !sound.paused || now < EARLY;
    pictures.forEach((picture, number) => { picture.hidden = number !== shown.picture; });
    mark(pictures[shown.picture], shown, now);
    choose(index(chapters, now));
  }

  function write(id, text) {
    if (part(id).textContent !== text) part(id).textContent = text;
  }

  function count(shown, now) {
    if (shown.until === null) return "";
    const left = Math.max(0, Math.min(shown.hold, Math.ceil(shown.until - now)));
    part("number").style.setProperty("--signs", left < 100 ? 2 : 4);
    return left < 100 ? `${left}` : `${Math.floor(left / 60)}:${`${left % 60}`.padStart(2, "0")}`;
  }

  function caption(now) {
    const last = at(captions, now);
    return last && now < last.until ? last.text : "";
  }

  function minutes(seconds) {
    return seconds < 60 ? "under a minute" : `${Math.round(seconds / 60)} min left`;
  }

  function invitation(now) {
    if (sound.ended) return "Tap to hear it again";
    if (begun) return "Tap anywhere to go on";
    return now < EARLY ? "Tap anywhere to begin" : `Tap to go on at ${clock(now)}`;
  }

  function clock(seconds) {
    return `${Math.floor(seconds / 60)}:${`${Math.floor(seconds % 60)}`.padStart(2, "0")}`;
  }

  function mark(picture, shown, now) {
    const over = finished.filter((one) => one.at <= now + EDGE);
    for (const spot of picture.querySelectorAll(".spot")) {
      const { point, side } = spot.dataset;
      const meant = (one) => one.point === point && (one.side === side || one.side === "both");
      const state = meant(shown.mark) ? "now" : over.some(meant) ? "done" : "session";
      if (!spot.classList.contains(state)) spot.setAttribute("class", `spot ${state}`);
    }
  }

  let chosen = -1;
  function choose(number) {
    if (number === chosen) return;
    chapterButtons[chosen]?.removeAttribute("aria-current");
    chapterButtons[number].setAttribute("aria-current", "true");
    chosen = number;
    tellTitle();
  }

  let drawing = 0;
  function follow() {
    draw();
    drawing = sound.paused ? 0 : requestAnimationFrame(follow);
  }

  // The lock screen and the headset

  const media = navigator.mediaSession;

  function tellTitle() {
    if (!media || !window.MediaMetadata) return;
    const artwork = session.cover ? [{ src: session.cover, type: "image/png" }] : [];
    media.metadata = new MediaMetadata({ title: chapters[chosen].title, album: title, artist: "voiceguide", artwork });
  }

  function tellPosition() {
    if (!media?.setPositionState || !Number.isFinite(sound.duration)) return;
    media.setPositionState({ duration: sound.duration, position: Math.min(here(), sound.duration) });
  }

  function answer() {
    // iOS has two places beside "play"; unless seeking by seconds is refused, it takes them from the chapters.
    const answers = {
      play, pause: () => sound.pause(), previoustrack: previous, nexttrack: next,
      seekto: (details) => go(details.seekTime), seekbackward: null, seekforward: null,
    };
    for (const [action, does] of Object.entries(answers)) {
      try { media?.setActionHandler(action, does); } catch { /* this browser has no such button */ }
    }
  }

  // The screen stays on while it plays

  let awake = null;
  async function stayAwake() {
    const wished = () => !sound.paused && document.visibilityState === "visible";
    if (!wished() || (awake && !awake.released)) return;
    try { awake = await navigator.wakeLock.request("screen"); } catch { return; /* it may go dark; the sound goes on */ }
    if (!wished()) sleep();
  }
  function sleep() {
    awake?.release();
    awake = null;
  }

  // The place is kept; a browser may forbid that, then it begins at the start

  const KEY = `voiceguide ${session.fingerprint}`;

  let keptAt = 0;
  function keep() {
    if (!begun) return;
    keptAt = here();
    try {
      if (sound.ended) localStorage.removeItem(KEY);
      else localStorage.setItem(KEY, JSON.stringify({ at: here(), when: Date.now() }));
    } catch { /* nothing is kept */ }
  }

  function kept() {
    try {
      const { at, when } = JSON.parse(localStorage.getItem(KEY)) ?? {};
      return at > EARLY && at < duration - EARLY ? { at, when } : null;
    } catch { return null; }
  }

  // The sound

  function unpack() {
    // As a blob every browser can seek in it; without JavaScript it plays from where it is.
    const text = sound.getAttribute("src");
    const comma = text.indexOf(",");
    const packed = atob(text.slice(comma + 1));
    const bytes = new Uint8Array(packed.length);
    for (let n = 0; n < bytes.length; n += 1) bytes[n] = packed.charCodeAt(n);
    sound.controls = false;
    sound.preload = "auto";
    sound.src = URL.createObjectURL(new Blob([bytes], { type: text.slice(5, text.indexOf(";")) }));
  }

  const listen = (target, answers) => {
    for (const [name, does] of Object.entries(answers)) target.addEventListener(name, does);
  };

  listen(sound, {
    loadedmetadata() {
      if (wanted !== null) sound.currentTime = wanted;
      wanted = null;
      draw();
    },
    play() {
      begun = true;
      leftAt = 0;
      part("fault").textContent = "";
      if (media) media.playbackState = "playing";
      if (!drawing) follow();
      stayAwake();
    },
    playing() { answer(); tellTitle(); tellPosition(); },
    pause() {
      leftAt = Date.now();
      if (media) media.playbackState = "paused";
      sleep();
      keep();
      draw();
    },
    ended() { keep(); draw(); },
    timeupdate() {
      draw();
      if (Math.abs(here() - keptAt) > OFTEN) keep();
    },
    seeked() { draw(); tellPosition(); },
    error: cannotPlay,
  });

  part("toggle").addEventListener("click", toggle);
  part("previous").addEventListener("click", previous);
  part("next").addEventListener("click", next);
  part("restart").addEventListener("click", () => { go(0); play(); });
  part("aloud").addEventListener("change", (event) => {
    part("caption").setAttribute("aria-live", event.target.checked ? "polite" : "off");
  });
  chapterButtons.forEach((button, number) => {
    button.addEventListener("click", () => {
      goToChapter(number);
      play();
      scrollTo(0, 0);
    });
  });

  listen(document, {
    visibilitychange() { stayAwake(); keep(); draw(); },
    keydown(event) {
      if (event.ctrlKey || event.altKey || event.metaKey || event.repeat) return;
      const own = event.target.closest("button, input");
      const does = { " ": own ? null : toggle, n: next, b: previous }[event.key];
      if (!does) return;
      event.preventDefault();
      does();
    },
  });
  addEventListener("pagehide", keep);

  unpack();
  answer();
  const place = kept();
  if (place) {
    go(place.at);
    leftAt = place.when;
  }
  draw();
})();
