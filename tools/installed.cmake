# SPDX-License-Identifier: Apache-2.0
# What an installed coldchain has beside the binary and its data, all told by the program itself:
# links coldchain-<command>, manual pages, completion. cmake -DPROGRAM=... -DOUT=... -P installed.cmake
file(REMOVE_RECURSE ${OUT})
file(MAKE_DIRECTORY ${OUT}/bin ${OUT}/share/man/man1 ${OUT}/share/man/man5 ${OUT}/pages)

function(ask result)
    execute_process(COMMAND ${PROGRAM} ${ARGN} OUTPUT_VARIABLE text COMMAND_ERROR_IS_FATAL ANY)
    set(${result} "${text}" PARENT_SCOPE)
endfunction()

ask(ignored help --man -o ${OUT}/pages)
file(GLOB pages RELATIVE ${OUT}/pages ${OUT}/pages/*)
foreach(page IN LISTS pages)
    string(REGEX MATCH "[0-9]$" section ${page})
    file(RENAME ${OUT}/pages/${page} ${OUT}/share/man/man${section}/${page})
endforeach()
file(REMOVE_RECURSE ${OUT}/pages)

ask(commands help --complete -- "")
string(REGEX MATCHALL "[^\n]+" commands "${commands}")
list(FILTER commands EXCLUDE REGEX "^-")
foreach(command IN LISTS commands)
    file(CREATE_LINK coldchain ${OUT}/bin/coldchain-${command} SYMBOLIC)
endforeach()

# each shell's own folder for what packages bring
foreach(place IN ITEMS bash=bash-completion/completions/coldchain zsh=zsh/vendor-completions/_coldchain
                       fish=fish/vendor_completions.d/coldchain.fish)
    string(REGEX MATCH "^[a-z]+" shell ${place})
    string(REGEX REPLACE "^[a-z]+=" "" file ${place})
    ask(script help --completion ${shell})
    file(WRITE ${OUT}/share/${file} "${script}")
endforeach()
