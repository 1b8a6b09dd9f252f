"""Warm kernels: real ipykernels, forked from one parent that has already imported what they need.

A kernel that is forked is ready in a few hundredths of a second and shares its memory with the parent. It is an
ordinary ipykernel in every other way. Where a process cannot be forked safely (Windows, macOS), ordinary kernels are
started.
"""

from mentorwidgets.kernels.manager import WarmKernelManager
from mentorwidgets.kernels.provisioner import WARM, ForkProvisioner
from mentorwidgets.kernels.warm import WarmParent, can_fork

__all__ = ["WARM", "ForkProvisioner", "WarmKernelManager", "WarmParent", "can_fork"]
