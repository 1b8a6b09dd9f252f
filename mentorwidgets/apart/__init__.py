"""Readers of what somebody else made, in processes of their own with bounds of memory, processor and time.

A file can be small and still ask for more than there is: a cell in the last row of the last column, one text shared by
30,000 cells, a table a hundred million columns wide. Some libraries then end their whole process, and no ``except``
helps. So a file of a stranger is read by a copy of a warm Python that may be ended at any moment: what was asked goes
in as JSON and bytes, and JSON comes out, never a pickle, so that a process that a file has taken over can only lie in
plain values, which are checked as all others are.

A reader is a function of ours, named as ``"package.module:function"``. It gets the request and the bytes, and yields
plain values one after the other, none of them large: whoever waits is in a server that has other people to serve.
"""

from mentorwidgets.apart.child import Bounds
from mentorwidgets.apart.near import BOUNDS, ask, close, is_apart, warm_up
from mentorwidgets.apart.parts import joined, merged, pieces, split

__all__ = ["BOUNDS", "Bounds", "ask", "close", "is_apart", "joined", "merged", "pieces", "split", "warm_up"]
