// Keeps the stream of server events open: reconnects by itself, and says when the connection is down.
import { api } from "./api.js";

const FIRST_PAUSE_MS = 400;
const LONGEST_PAUSE_MS = 5_000;

/** Calls `onEvent` for each event, `onOpen` after each connection, `onLost` when it breaks. */
export function listen({ onEvent, onOpen, onLost }) {
  let pause = FIRST_PAUSE_MS;
  const connect = () => {
    const socket = new WebSocket(api.eventsAddress());
    socket.addEventListener("open", () => {
      pause = FIRST_PAUSE_MS;
      onOpen();
    });
    socket.addEventListener("message", ({ data }) => onEvent(JSON.parse(data)));
    socket.addEventListener("close", () => {
      onLost();
      setTimeout(connect, pause);
      pause = Math.min(pause * 2, LONGEST_PAUSE_MS);
    });
  };
  connect();
}
