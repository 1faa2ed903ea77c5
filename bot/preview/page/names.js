// Who and what an id stands for, for mentions and avatars anywhere on the page.
import { createContext } from "./ui.js";

/** Looks people and channels of the workspace up by id; the id itself when it is unknown. */
export function directory({ me, users, channels, bot }) {
  const people = new Map(users.map((user) => [user.id, user.real_name || user.name]));
  people.set(me.id, me.real_name || me.name).set(bot.user_id, bot.name);
  const rooms = new Map(channels.map((channel) => [channel.id, channel.name]));
  return {
    me: me.id,
    bot: bot.user_id,
    user: (id) => people.get(id) ?? id,
    channel: (id, fallback) => rooms.get(id) ?? fallback ?? id,
    people: [...people].map(([id, name]) => ({ id, name })),
    rooms: channels.map(({ id, is_im, is_private }) => ({ id, name: rooms.get(id), is_im, is_private })),
  };
}

export const Names = createContext(null);
