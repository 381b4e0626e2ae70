// SPDX-License-Identifier: Apache-2.0
// For clang 14 alone, put before lib/render/archive.cpp by its CMakeLists.txt: qpdf's JSON.hh holds a
// vector of a type that is not complete yet, which clang 14 refuses as soon as the members of that
// vector are constexpr. Here they are not; everything else of the library stays as it is.
#pragma once

#include <memory>
#include <string>

#pragma push_macro("_GLIBCXX20_CONSTEXPR")
#undef _GLIBCXX20_CONSTEXPR
#define _GLIBCXX20_CONSTEXPR
#define __fill_a1 __fill_a1_of_bits // was declared constexpr before
#include <vector>
#undef __fill_a1
#pragma pop_macro("_GLIBCXX20_CONSTEXPR")
