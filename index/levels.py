"""Words for the level of an area that a figure is of: all of it (全县), or its own budget without those below (县本级, 市直, 镇级)."""

import re

_WHOLE = r"全[省市县区州旗镇乡]"
_OWN = r"(?:自治)?[省市县区州旗镇乡]本级|[省市县区州旗镇乡]级(?!财)|[市县区]直(?!属|机关|工委)"

WHOLE_AREA = re.compile(_WHOLE)
OWN_LEVEL = re.compile(_OWN)
LEVEL = re.compile(rf"{_WHOLE}|{_OWN}|本级")
