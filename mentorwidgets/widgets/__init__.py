"""The worksheets as widgets: each works bare in any notebook and knows nothing of stores or servers."""

from mentorwidgets.widgets._base import Worksheet
from mentorwidgets.widgets.pairing import PairingPicker

__all__ = ["PairingPicker", "Worksheet"]
