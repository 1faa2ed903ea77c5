// The emoji short names that a bot and its readers commonly type; an unknown name stays as typed.
const EMOJI = new Map(
  `+1 👍|-1 👎|100 💯|adult 🧑|alarm_clock ⏰|anchor ⚓|arrow_down ⬇️|arrow_forward ▶️|arrow_heading_down ⤵️|arrow_left ⬅️
arrow_right ➡️|arrow_up ⬆️|arrows_counterclockwise 🔄|ballot_box_with_check ☑️|bar_chart 📊|bell 🔔|black_circle ⚫|blue_heart 💙
blush 😊|bookmark 🔖|books 📚|boom 💥|bug 🐛|bulb 💡|calendar 📆|chart_with_downwards_trend 📉|chart_with_upwards_trend 📈|clap 👏
clipboard 📋|clock9 🕘|cloud ☁️|coffee ☕|construction 🚧|date 📅|door 🚪|dart 🎯|envelope ✉️|exclamation ❗|eyes 👀|fire 🔥
ghost 👻|globe_with_meridians 🌐|green_circle 🟢|grey_question ❔|grin 😁|hammer_and_wrench 🛠️|hand 🤚|handshake 🤝
heart ❤️|heavy_check_mark ✔️|heavy_minus_sign ➖|heavy_plus_sign ➕|hourglass ⌛|hourglass_flowing_sand ⏳|house 🏠|inbox_tray 📥
information_source ℹ️|interrobang ⁉️|joy 😂|key 🔑|label 🏷️|large_blue_circle 🔵|large_green_circle 🟢|large_orange_circle 🟠
large_yellow_circle 🟡|laughing 😆|link 🔗|lock 🔒|loudspeaker 📢|mag 🔍|mailbox 📫|mega 📣|memo 📝|muscle 💪|mute 🔇|new 🆕
newspaper 📰|no_bell 🔕|no_entry ⛔|no_entry_sign 🚫|ok 🆗|ok_hand 👌|one 1️⃣|outbox_tray 📤|package 📦|page_facing_up 📄|paperclip 📎
partying_face 🥳|pencil 📝|pencil2 ✏️|point_down 👇|point_right 👉|pray 🙏|pushpin 📌|question ❓|raised_hands 🙌|red_circle 🔴
repeat 🔁|robot_face 🤖|rocket 🚀|rotating_light 🚨|runner 🏃|sailboat ⛵|scissors ✂️|seedling 🌱|ship 🚢|slightly_frowning_face 🙁
slightly_smiling_face 🙂|smile 😄|smiley 😃|smirk 😏|sob 😭|sparkles ✨|speech_balloon 💬|star ⭐|stop_sign 🛑|stopwatch ⏱️|sunglasses 😎
tada 🎉|telescope 🔭|test_tube 🧪|thinking_face 🤔|three 3️⃣|thumbsdown 👎|thumbsup 👍|traffic_light 🚦|trophy 🏆|two 2️⃣|unlock 🔓
wave 👋|warning ⚠️|wastebasket 🗑️|white_check_mark ✅|white_circle ⚪|wink 😉|wrench 🔧|x ❌|yellow_circle 🟡|zap ⚡|zzz 💤`
    .split(/[|\n]/)
    .map((entry) => entry.split(" ")),
);

/** The character of a short name, or undefined. */
export const emoji = (name) => EMOJI.get(name);

const SHORT_NAME = /:([a-z0-9_+-]+):/g;

/** Plain text with its known short names as characters, as plain_text objects show it. */
export const withEmoji = (value) => value.replace(SHORT_NAME, (typed, name) => EMOJI.get(name) ?? typed);
