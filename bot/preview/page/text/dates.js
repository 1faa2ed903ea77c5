// Dates as a person reads them: message times, day dividers and Slack's <!date^…> formats.

// English words to match the texts of the bot; the reader's own time zone.
const LOCALE = "en-GB";
const DAY_MS = 86_400_000;

const formatter = (options) => {
  const format = new Intl.DateTimeFormat(LOCALE, options);
  return (date) => format.format(date);
};

const time = formatter({ hour: "2-digit", minute: "2-digit" });
const seconds = formatter({ hour: "2-digit", minute: "2-digit", second: "2-digit" });
const numeric = formatter({ year: "numeric", month: "2-digit", day: "2-digit" });
const plain = formatter({ year: "numeric", month: "long", day: "numeric" });
const short = formatter({ year: "numeric", month: "short", day: "numeric" });
const long = formatter({ weekday: "long", year: "numeric", month: "long", day: "numeric" });
const day = formatter({ weekday: "long", month: "long", day: "numeric" });

export const clock = time;
export const dayKey = numeric;
export const longStamp = (date) => `${long(date)} at ${seconds(date)}`;

function dayWord(date, now = new Date()) {
  const midnight = (moment) => new Date(moment.getFullYear(), moment.getMonth(), moment.getDate());
  const days = Math.round((midnight(date) - midnight(now)) / DAY_MS);
  return { "-1": "yesterday", 0: "today", 1: "tomorrow" }[days];
}

const capital = (word) => word && word[0].toUpperCase() + word.slice(1);

/** The label of a day divider: Today, Yesterday, or the day itself. */
export function dayLabel(date) {
  const word = capital(dayWord(date));
  if (word) return word;
  return date.getFullYear() === new Date().getFullYear() ? day(date) : long(date);
}

function ago(date) {
  const minutes = Math.round((date - Date.now()) / 60_000);
  if (minutes === 0) return "just now";
  const relative = new Intl.RelativeTimeFormat(LOCALE, { numeric: "auto" });
  if (Math.abs(minutes) < 60) return relative.format(minutes, "minute");
  if (Math.abs(minutes) < 48 * 60) return relative.format(Math.round(minutes / 60), "hour");
  return relative.format(Math.round(minutes / 60 / 24), "day");
}

let hasTwoClocks = false;

/** With the demo's clock beside the real one, "tomorrow" could be either's: dates are then written out. */
export function haveTwoClocks(isDemo) {
  hasTwoClocks = isDemo;
}

const prettily = (write) => (date) => (hasTwoClocks ? undefined : dayWord(date)) ?? write(date);

const TOKENS = {
  time,
  time_secs: seconds,
  date_num: (date) => numeric(date).split("/").reverse().join("-"),
  date: plain,
  date_short: short,
  date_long: long,
  date_pretty: prettily(plain),
  date_short_pretty: prettily(short),
  date_long_pretty: prettily(long),
  day_divider_pretty: dayLabel,
  ago,
};

/** What <!date^unix^format|fallback> shows; the fallback when the format or the time is not understood. */
export function slackDate(unix, format, fallback) {
  const date = new Date(Number(unix) * 1000);
  if (Number.isNaN(date.getTime())) return fallback;
  let understood = true;
  const shown = format.replace(/\{([a-z_]+)\}/g, (token, name) => {
    if (name in TOKENS) return TOKENS[name](date);
    understood = false;
    return token;
  });
  return understood ? shown : fallback;
}

/** How long ago, in words, for a thread's last reply. */
export const since = ago;
