// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/redaction/redactor.h"

#include "protocol/redaction/base64run.h"
#include "protocol/redaction/spelledtext.h"

#include <algorithm>

namespace Redaction {

Redactor::Redactor(const SecretTable &table)
    : m_table(table)
{
    qsizetype longest = 0;
    for (std::size_t i = 0; i < table.secrets().size(); ++i) {
        const Secret &secret = table.secrets()[i];
        if (!secret.isEverywhere || secret.isKept)
            continue;
        const QByteArray &value = secret.value;
        add(i, value, Form::Plain);
        add(i, value.toHex(), Form::Hex);
        add(i, value.toHex().toUpper(), Form::UpperHex);
        for (quint8 before = 0; before < 3; ++before) {
            add(i, Base64Run::coreOf(value, before, false), Form::Base64, before);
            add(i, Base64Run::coreOf(value, before, true), Form::Base64Url, before);
        }
        longest = std::max(longest, value.size());
        m_hasSpaces = m_hasSpaces || value.contains(' ');
    }
    m_needles.prepare();
    constexpr qsizetype WidestSpelling = 12; // \u in base64 of base64
    m_reach = longest * WidestSpelling + 64;
}

void Redactor::add(std::size_t secret, const QByteArray &text, Form form, quint8 before)
{
    m_needles.add(text, static_cast<quint32>(m_meanings.size()));
    m_meanings.push_back({secret, form, before});
}

QByteArray Redactor::redacted(QByteArray bytes) const
{
    redact(&bytes);
    return bytes;
}

bool Redactor::redact(QByteArray *bytes, int depth) const
{
    if (m_needles.isEmpty())
        return false;
    bool isChanged = replaceNeedles(bytes);
    if (depth < MostDepth) {
        isChanged |= redactSpelled(bytes, depth);
        isChanged |= redactBase64(bytes, depth);
    }
    return isChanged;
}

bool Redactor::replaceNeedles(QByteArray *bytes) const
{
    bool isChanged = false;
    qsizetype from = 0;
    while (const auto hit = m_needles.find(*bytes, from)) {
        const Needle &needle = m_meanings[hit->tag];
        const QByteArray &standIn = m_table.secrets()[needle.secret].standIn;
        bool isReplaced = true;
        switch (needle.form) {
        case Form::Plain:
            bytes->replace(hit->offset, hit->length, standIn);
            break;
        case Form::Hex:
            bytes->replace(hit->offset, hit->length, standIn.toHex());
            break;
        case Form::UpperHex:
            bytes->replace(hit->offset, hit->length, standIn.toHex().toUpper());
            break;
        case Form::Base64:
        case Form::Base64Url:
            isReplaced = replaceBase64(bytes, *hit, needle);
            break;
        }
        from = isReplaced ? hit->offset + hit->length : hit->offset + 1;
        isChanged = isChanged || isReplaced;
    }
    return isChanged;
}

bool Redactor::replaceBase64(QByteArray *bytes, const Needles::Hit &hit, const Needle &needle) const
{
    const Secret &secret = m_table.secrets()[needle.secret];
    return Base64Run::replace(bytes, hit.offset, secret.value, secret.standIn, needle.before,
                              needle.form == Form::Base64Url);
}

bool Redactor::redactSpelled(QByteArray *bytes, int depth) const
{
    const auto redactAs = [&](Spelling spelling) {
        SpelledText text(*bytes, spelling);
        if (!text.hasEscapes() || !redact(&text.text(), depth + 1))
            return false;
        *bytes = text.written();
        return true;
    };
    bool isChanged = false;
    if (bytes->contains('%'))
        isChanged |= redactAs(Spelling::Percent);
    if (m_hasSpaces && bytes->contains('+'))
        isChanged |= redactAs(Spelling::Form);
    if (bytes->contains('\\'))
        isChanged |= redactAs(Spelling::Json);
    return isChanged;
}

/// What is spelled otherwise, or in base64 once more, within base64.
bool Redactor::redactBase64(QByteArray *bytes, int depth) const
{
    bool isChanged = false;
    qsizetype from = 0;
    while (const auto run = Base64Run::find(*bytes, from)) {
        for (qsizetype skipped = 0; skipped < 4; ++skipped) {
            Base64Run part(
                QByteArrayView(*bytes).sliced(run->offset + skipped, run->length - skipped));
            if (redact(&part.bytes(), depth + 2)) {
                bytes->replace(run->offset + skipped, run->length - skipped, part.written());
                isChanged = true;
            }
        }
        from = run->offset + run->length;
    }
    return isChanged;
}

} // namespace Redaction
