// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/traffic/filterhistory.h"

#include <QJsonArray>

namespace {

QStringList textsOf(const QJsonValue &value)
{
    QStringList texts;
    const QJsonArray array = value.toArray();
    for (const auto &text : array) {
        if (!text.toString().isEmpty())
            texts.append(text.toString());
    }
    return texts;
}

} // namespace

QString FilterHistory::load(const QString &path)
{
    m_file = SettingsFile(path, QStringLiteral("filters"));
    return read();
}

QString FilterHistory::remember(const QString &filter)
{
    if (filter.isEmpty() || (!m_recent.isEmpty() && m_recent.constFirst() == filter))
        return {};
    QString error = read();
    m_recent.removeAll(filter);
    m_recent.prepend(filter);
    m_recent = m_recent.mid(0, MostRecent);
    return error.isEmpty() ? write() : error;
}

QString FilterHistory::keep(const QString &filter)
{
    QString error = read();
    if (!filter.isEmpty() && !m_kept.contains(filter))
        m_kept.append(filter);
    m_kept.sort(Qt::CaseInsensitive);
    return error.isEmpty() ? write() : error;
}

QString FilterHistory::drop(const QString &filter)
{
    QString error = read();
    m_kept.removeAll(filter);
    return error.isEmpty() ? write() : error;
}

QString FilterHistory::forgetRecent()
{
    QString error = read();
    m_recent.clear();
    return error.isEmpty() ? write() : error;
}

QString FilterHistory::read()
{
    QString error;
    const auto object = m_file.read(&error);
    if (!object)
        return error;
    if (object->isEmpty())
        return {}; // there is no file yet
    m_recent = textsOf(object->value(QLatin1String("recent"))).mid(0, MostRecent);
    m_kept = textsOf(object->value(QLatin1String("kept")));
    return {};
}

QString FilterHistory::write()
{
    return m_file.write({{QStringLiteral("recent"), QJsonArray::fromStringList(m_recent)},
                         {QStringLiteral("kept"), QJsonArray::fromStringList(m_kept)}});
}
