// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/redaction/textredactor.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>

using namespace Redaction;

namespace {

void require(bool isTrue)
{
    if (!isTrue)
        std::abort();
}

void add(SecretTable *table, const Sightings &sightings, QByteArrayView text)
{
    for (const Sighting &sighting : sightings) {
        require(sighting.offset < 0
                || (sighting.length > 0 && sighting.offset + sighting.length <= text.size()));
        table->add(sighting.kind, sighting.value, sighting.place);
    }
}

} // namespace

/// A path and a pattern on the first two lines, then anything as a head, an address, a message and
/// a form. Whatever is found, it stands within the text, and what is redacted is as long as it was.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArray input(reinterpret_cast<const char *>(data), qsizetype(size));
    const qsizetype first = input.indexOf('\n');
    const qsizetype second = first < 0 ? -1 : input.indexOf('\n', first + 1);
    Plan plan;
    QByteArray error;
    plan.rules.addPath(input.left(std::max<qsizetype>(first, 0)), &error);
    if (second > 0 && second - first < 32)
        plan.rules.addPattern(input.mid(first + 1, second - first - 1), &error);
    const QByteArray text = input.mid(second + 1);
    const Scanner scanner(plan.rules);
    add(&plan.table, scanner.head(text), text);
    add(&plan.table, scanner.address(text), text);
    add(&plan.table, scanner.content(text), text);
    add(&plan.table, scanner.form(text), text);
    for (const Secret &secret : plan.table.secrets())
        require(secret.standIn.size() == secret.value.size());
    const TextRedactor redactor(plan);
    require(redactor.head(text).size() == text.size());
    require(redactor.address(text).size() == text.size());
    require(redactor.body(text, true).size() == text.size());
    require(redactor.body(text, false).size() == text.size());
    require(redactor.content(text).size() == text.size());
    return 0;
}
