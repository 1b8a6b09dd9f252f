"""Tables of programs: one row, one program (BG1 to BG3, BG6)."""

from mentorwidgets.programs.merging import Merged, Setting, differences, merge, purposes_left, said_by
from mentorwidgets.programs.presets import Preset, preset_named, presets
from mentorwidgets.programs.read import ProgramRow, ProgramTable, read_programs
from mentorwidgets.programs.slugs import free_slug, slug_from_name
from mentorwidgets.programs.write import programs_template

__all__ = [
    "Merged",
    "Preset",
    "ProgramRow",
    "ProgramTable",
    "Setting",
    "differences",
    "free_slug",
    "merge",
    "preset_named",
    "presets",
    "programs_template",
    "purposes_left",
    "read_programs",
    "said_by",
    "slug_from_name",
]
