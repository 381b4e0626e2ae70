# SPDX-License-Identifier: Apache-2.0
# Holds the module table: which module may include which, and which third-party headers. Fed with
# every source file's include lines as "FILE:LINE:#include ..." on standard input.
BEGIN {
    may["common"] = ""
    may["seal"] = "common"
    may["config"] = "common seal"
    may["xml"] = "common"
    may["report"] = "common"
    may["rules"] = "common config"
    may["isbt128"] = "common"
    may["barcode"] = "common"
    may["draw"] = "common barcode/symbol.hpp"
    may["render"] = "common barcode/symbol.hpp barcode/raster.hpp draw"
    may["readback"] = "common isbt128 barcode draw render"
    may["shipment"] = "common config isbt128"
    may["logger"] = "common config xml seal"
    may["packaging"] = "common rules shipment config"
    may["label"] = "common config rules isbt128 barcode draw shipment"
    may["certify"] = "common config seal shipment logger"
    may["documents"] = "common config xml seal isbt128 barcode draw shipment logger packaging certify"
    may["epcis"] = "common config xml seal isbt128 shipment certify"
    may["job"] = "common seal config xml report rules isbt128 barcode draw render readback shipment logger packaging label certify documents epcis"
    may["tools"] = may["job"] " job tools"

    # a third-party header appears in the files named here and nowhere else
    owner["date/"] = "lib/common/time.cpp"
    owner["openssl/"] = "lib/seal/"
    owner["toml++/"] = "lib/config/toml.cpp"
    owner["pugixml"] = "lib/xml/"
    owner["ZXing/"] = "lib/barcode/"
    owner["zint.h"] = "lib/barcode/encode.cpp"
    owner["ft2build"] = "lib/draw/font.cpp"
    owner["hb"] = "lib/draw/font.cpp"
    owner["hpdf"] = "lib/render/pdf.cpp"
    owner["png.h"] = "lib/render/"
    owner["zlib.h"] = "lib/render/"
    owner["qpdf/"] = "lib/render/"
    owner["iconv.h"] = "lib/logger/"
    owner["boost/"] = "tools/options.cpp"
    owner["nlohmann/"] = "any .cpp"
}
function allowed(module, header,   list, n, i, folder) {
    folder = header
    sub(/\/.*/, "", folder)
    if (folder == module) return 1
    n = split(may[module], list, " ")
    for (i = 1; i <= n; i++) if (list[i] == folder || list[i] == header) return 1
    return 0
}
{
    file = $0; sub(/:.*/, "", file)
    line = $0; sub(/^[^:]*:/, "", line); sub(/:.*/, "", line)
    header = $0
    if (header ~ /#include "/) { sub(/^[^"]*"/, "", header); sub(/".*/, "", header); quoted = 1 }
    else { sub(/^[^<]*</, "", header); sub(/>.*/, "", header); quoted = 0 }
    module = file
    if (module ~ /^lib\//) { sub(/^lib\//, "", module); sub(/\/.*/, "", module) } else module = "tools"
    if (quoted) {
        if (!(module in may)) { print file ":" line ": module " module " is not in the table"; bad = 1 }
        else if (!allowed(module, header)) { print file ":" line ": " module " may not include " header; bad = 1 }
        next
    }
    for (start in owner) {
        if (index(header, start) != 1) continue
        if (start == "hb" && header !~ /^hb[-.a-z]*\.h$/) continue
        if (owner[start] == "any .cpp" ? file !~ /\.cpp$/ : index(file, owner[start]) != 1) {
            print file ":" line ": <" header "> belongs to " owner[start]; bad = 1
        }
    }
}
END { exit bad }
