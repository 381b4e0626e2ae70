// SPDX-License-Identifier: Apache-2.0
// The same labels by bwip-js (bars and Data Matrix as vectors) and pdfkit.
import fs from 'fs';
import bwipjs from 'bwip-js';
import PDFDocument from 'pdfkit';
const [, , count, out] = process.argv;
const mm = 72 / 25.4;
const folder = '/usr/share/fonts/truetype/dejavu/';
const doc = new PDFDocument({ size: [100 * mm, 100 * mm], margin: 0, autoFirstPage: false });
doc.pipe(fs.createWriteStream(out));
doc.registerFont('S', folder + 'DejaVuSans.ttf');
doc.registerFont('B', folder + 'DejaVuSans-Bold.ttf');
doc.registerFont('M', folder + 'DejaVuSansMono.ttf');
function bars(bcid, text, x, y, scale) {
    // raw gives the modules; drawing them is the cheapest way to a vector
    const [code] = bwipjs.raw(bcid, text, {});
    doc.save().translate(x * mm, y * mm);
    if (code.sbs) {
        let at = 0;
        code.sbs.forEach((width, i) => {
            if (i % 2 === 0) doc.rect(at * 0.25 * mm, 0, width * 0.25 * mm, 8 * mm);
            at += width;
        });
    } else {
        const size = 0.5 * mm;
        code.pixs.forEach((dark, i) => {
            if (dark) doc.rect((i % code.pixx) * size, Math.floor(i / code.pixx) * size, size, size);
        });
    }
    doc.fill('black').restore();
}
for (let i = 0; i < Number(count); ++i) {
    doc.addPage();
    const number = String(i).padStart(6, '0');
    const din = `=A999926${number}00`;
    for (const [x, y, text] of [[5, 2.5, din], [51, 2.5, '=%6400'], [5, 26.6, '&*0263241015'],
        [7.5, 52.5, '=<S1128100'], [51, 52.5, '&>0273262359'], [53, 31, '&}0263250800']])
        bars('code128', text, x, y);
    bars('datamatrix', `=+05000${din}=%6400=<S1128100&>0273262359&*0263241015`, 80, 2.5);
    for (let k = 0; k < 27; ++k)
        doc.font('SBM'[k % 3]).fontSize((k % 3 ? 2.2 : 2.8) * mm)
            .text(`Line ${k} of label ${number}, HPC, APHERESIS`, (5 + 46 * (k % 2)) * mm, (12 + k * 3) * mm,
                { lineBreak: false });
}
doc.end();
