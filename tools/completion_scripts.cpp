// SPDX-License-Identifier: Apache-2.0
// The scripts that the shells load. They hold no word of any command: each asks the program.
#include "tools/completion.hpp"

#include "common/text.hpp"
#include "tools/commands.hpp"

namespace coldchain::tools {

namespace {

constexpr std::string_view bash_script = R"sh(# completion of coldchain for bash
_coldchain() {
    local cur=${COMP_WORDS[COMP_CWORD]} line ending
    local -a words=("${COMP_WORDS[@]:1:COMP_CWORD}")
    local program=${COMP_WORDS[0]##*/}
    [[ $program == coldchain-* ]] && words=("${program#coldchain-}" "${words[@]}")
    [[ $cur == "=" ]] && cur="" && words+=("")
    COMPREPLY=()
    while IFS= read -r line; do
        case $line in
            :folders) compopt -o filenames 2> /dev/null
                mapfile -t -O ${#COMPREPLY[@]} COMPREPLY < <(compgen -d -- "$cur") ;;
            :files) compopt -o filenames 2> /dev/null
                mapfile -t -O ${#COMPREPLY[@]} COMPREPLY < <(compgen -f -- "$cur") ;;
            :files\ *) compopt -o filenames 2> /dev/null
                mapfile -t -O ${#COMPREPLY[@]} COMPREPLY < <(compgen -d -- "$cur")
                for ending in ${line#:files }; do
                    mapfile -t -O ${#COMPREPLY[@]} COMPREPLY < <(compgen -f -X "!*.$ending" -- "$cur")
                done ;;
            *) COMPREPLY+=("$line") ;;
        esac
    done < <(coldchain help --complete -- "${words[@]}" 2> /dev/null)
}
complete -F _coldchain coldchain)sh";

constexpr std::string_view zsh_script = R"sh(# completion of coldchain for zsh
_coldchain() {
    local line nothing=1
    local -a found asked
    asked=("${(@)words[2,CURRENT]}")
    [[ ${words[1]:t} == coldchain-* ]] && asked=("${${words[1]:t}#coldchain-}" "${asked[@]}")
    while IFS= read -r line; do
        case $line in
            :folders) _files -/ && nothing=0 ;;
            :files) _files && nothing=0 ;;
            :files\ *) _files -g "*.(${${line#:files }// /|})" && nothing=0 ;;
            *) found+=("$line") ;;
        esac
    done < <(coldchain help --complete -- "${asked[@]}" 2> /dev/null)
    (( ${#found} )) && compadd -- "${found[@]}" && nothing=0
    return nothing
}
)sh";

constexpr std::string_view fish_script = R"sh(# completion of coldchain for fish
function __coldchain_complete
    set -l words (commandline -opc) (commandline -ct)
    set -l program (string replace -r '.*/' '' -- $words[1])
    set -e words[1]
    if string match -q 'coldchain-*' -- $program
        set words (string replace coldchain- '' -- $program) $words
    end
    for line in (coldchain help --complete -- $words 2> /dev/null)
        switch $line
            case ':folders'
                __fish_complete_directories (commandline -ct) ''
            case ':files'
                __fish_complete_path (commandline -ct) ''
            case ':files *'
                for ending in (string split ' ' -- (string replace ':files ' '' -- $line))
                    __fish_complete_suffix .$ending
                end
            case '*'
                echo $line
        end
    end
end
complete -c coldchain -f -a '(__coldchain_complete)'
)sh";

} // namespace

std::optional<std::string> completion_script(std::string_view shell) {
    std::string names; // coldchain-check and its like
    for (auto const& command : commands())
        names += text::cat(" coldchain-", command.name);
    if (shell == "bash")
        return text::cat(bash_script, names, '\n');
    if (shell == "zsh") // the first line is what zsh's own set-up looks for
        return text::cat(
            "#compdef coldchain", names, '\n', zsh_script,
            "if [[ ${funcstack[1]} == _coldchain ]]; then\n    _coldchain \"$@\"\nelse\n"
            "    compdef _coldchain coldchain",
            names, "\nfi\n");
    if (shell != "fish")
        return std::nullopt;
    std::string out(fish_script);
    for (auto const name : text::split(std::string_view(names).substr(1), ' '))
        out += text::cat("complete -c ", name, " -f -a '(__coldchain_complete)'\n");
    return out;
}

} // namespace coldchain::tools
