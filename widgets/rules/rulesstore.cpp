// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/rules/rulesstore.h"

#include "protocol/rules/rulefile.h"

#include <QCoreApplication>
#include <QJsonDocument>

namespace {

constexpr QLatin1String Type("rules");
constexpr QLatin1String ListKey("list");
constexpr QLatin1String OffKey("off");

} // namespace

QString RulesStore::load(const QString &path)
{
    m_file = SettingsFile(path, Type);
    m_kept = {};
    QString error;
    const auto object = m_file.read(&error);
    if (!object)
        return error;
    const QJsonValue list = object->value(ListKey);
    if (list.isUndefined())
        return {};
    auto read = Rules::fromFile(QJsonDocument(list.toObject()).toJson());
    if (const auto *fault = std::get_if<QByteArray>(&read)) {
        m_file.refuse();
        return QCoreApplication::translate("RulesStore", "The rules of the taps cannot be read. %1")
            .arg(QString::fromUtf8(*fault));
    }
    m_kept = {std::get<Rules::RuleList>(std::move(read)), object->value(OffKey).toBool()};
    return {};
}

QString RulesStore::save(const Kept &kept)
{
    m_kept = kept;
    return m_file.write({{ListKey, QJsonDocument::fromJson(Rules::toFile(kept.list)).object()},
                         {OffKey, kept.areOff}});
}
