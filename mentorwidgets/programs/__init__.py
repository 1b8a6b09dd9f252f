"""Tables of programs: one row, one program (BG1 to BG3, BG6)."""

from mentorwidgets.programs.presets import Preset, preset_named, presets
from mentorwidgets.programs.read import ProgramRow, ProgramTable, read_programs
from mentorwidgets.programs.slugs import free_slug, slug_from_name
from mentorwidgets.programs.write import programs_template

__all__ = [
    "Preset",
    "ProgramRow",
    "ProgramTable",
    "free_slug",
    "preset_named",
    "presets",
    "programs_template",
    "read_programs",
    "slug_from_name",
]
