# SPDX-License-Identifier: Apache-2.0
# The same labels by ReportLab: six Code 128 and 27 lines of text, no Data Matrix (it has none).
import sys
from reportlab.pdfgen import canvas
from reportlab.lib.units import mm
from reportlab.graphics.barcode import code128
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

count, out = int(sys.argv[1]), sys.argv[2]
folder = "/usr/share/fonts/truetype/dejavu/"
for name, file in (("S", "DejaVuSans.ttf"), ("B", "DejaVuSans-Bold.ttf"), ("M", "DejaVuSansMono.ttf")):
    pdfmetrics.registerFont(TTFont(name, folder + file))
page = canvas.Canvas(out, pagesize=(100 * mm, 100 * mm), pageCompression=1)
for i in range(count):
    din = "=A999926%06d00" % i
    for x, y, value in ((5, 97.5, din), (51, 97.5, "=%6400"), (5, 73, "&*0263241015"),
                        (7.5, 47.5, "=<S1128100"), (51, 47.5, "&>0273262359"), (53, 69, "&}0263250800")):
        code128.Code128(value, barWidth=0.25 * mm, barHeight=8 * mm, quiet=0).drawOn(page, x * mm, (y - 8) * mm)
    for k in range(27):
        page.setFont("SBM"[k % 3], (2.2 if k % 3 else 2.8) * mm)
        page.drawString((5 + 46 * (k % 2)) * mm, (88 - k * 3) * mm, "Line %d of label %06d, HPC, APHERESIS" % (k, i))
    page.showPage()
page.save()
