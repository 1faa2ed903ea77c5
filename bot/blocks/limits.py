"""Every size limit Slack sets, in one table, so that no message is refused for its length."""

from typing import Final

# Messages and views
MESSAGE_BLOCKS: Final = 50
VIEW_BLOCKS: Final = 100
MESSAGE_CHARS: Final = 9_500  # Slack refuses at about 13,200 counted characters, a figure it does not document
HEADER_CHARS: Final = 100  # what a header block costs of that budget beside its text
TEXT_BYTES: Final = 3_800  # chat.update refuses a text over 4,000 bytes, so no message may start longer
PRIVATE_METADATA: Final = 3_000
VIEW_TITLE: Final = 24  # also a view's submit and close

# Blocks
TEXT_OBJECT: Final = 3_000
SECTION_TEXT: Final = 3_000
SECTION_FIELDS: Final = 10
FIELD_TEXT: Final = 2_000
HEADER_TEXT: Final = 150
CONTEXT_ELEMENTS: Final = 10
ACTION_ELEMENTS: Final = 25
INPUT_LABEL: Final = 2_000  # also an input's hint
FILE_INPUTS: Final = 10

# Elements
BUTTON_TEXT: Final = 75
BUTTON_VALUE: Final = 2_000
BUTTON_URL: Final = 3_000
ACCESSIBILITY_LABEL: Final = 75
IDENTIFIER: Final = 255  # block_id, action_id, callback_id
OPTION_TEXT: Final = 75
OPTION_VALUE: Final = 150
SELECT_OPTIONS: Final = 100
PLACEHOLDER: Final = 150
INPUT_TEXT: Final = 3_000
CONFIRM_TITLE: Final = 100
CONFIRM_TEXT: Final = 300
CONFIRM_BUTTON: Final = 30

# Our own: what a person reads in one go
PARENT_LINES: Final = 12
SECTION_LINES: Final = 10
LINKED_URL: Final = 350  # a longer address is shown by name only; Explain has it in full
EXPLAINED_URL: Final = 1_500
