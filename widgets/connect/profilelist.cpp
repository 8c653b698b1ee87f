// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/connect/profilelist.h"

#include "widgets/connect/secretstore.h"

#include <QAction>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLabel>
#include <QListWidget>
#include <QPointer>
#include <QPushButton>
#include <QUuid>
#include <QVBoxLayout>

namespace {

constexpr int IdRole = Qt::UserRole;
constexpr int RowHeight = 28;

QByteArray toJson(const QList<Secret> &secrets)
{
    QJsonObject object;
    for (const Secret &secret : secrets)
        object.insert(secret.name, QString::fromUtf8(secret.value));
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

QList<Secret> fromJson(const QByteArray &json)
{
    QList<Secret> secrets;
    const QJsonObject object = QJsonDocument::fromJson(json).object();
    for (auto it = object.begin(); it != object.end(); ++it)
        secrets.append({it.key(), it.value().toString().toUtf8()});
    return secrets;
}

} // namespace

ProfileList::ProfileList(ProfileFile &profiles, SecretStore &secrets, QWidget *parent)
    : QWidget(parent)
    , m_profiles(profiles)
    , m_secrets(secrets)
    , m_list(new QListWidget)
    , m_remove(new QPushButton(tr("Remove")))
{
    m_list->setAccessibleName(tr("Saved connections"));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setUniformItemSizes(true);
    m_remove->setAutoDefault(false);
    m_remove->setToolTip(tr("Remove the saved connection and its secrets (Delete)"));
    auto *const title = new QLabel(tr("Saved"));
    title->setForegroundRole(QPalette::PlaceholderText);
    auto *const layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(8);
    layout->addWidget(title);
    layout->addWidget(m_list, 1);
    layout->addWidget(m_remove, 0, Qt::AlignLeft);
    fill({});
    connect(m_list, &QListWidget::currentItemChanged, this, &ProfileList::onCurrentChanged);
    connect(m_remove, &QPushButton::clicked, this, &ProfileList::removeCurrent);
    auto *const remove = new QAction(this);
    remove->setShortcut(QKeySequence::Delete);
    remove->setShortcutContext(Qt::WidgetShortcut);
    connect(remove, &QAction::triggered, this, &ProfileList::removeCurrent);
    m_list->addAction(remove);
}

QString ProfileList::load()
{
    QString wrong = m_profiles.load();
    fill({});
    return wrong;
}

void ProfileList::fill(const QString &id)
{
    const QSignalBlocker quiet(m_list);
    m_list->clear();
    const auto add = [this](const QString &text) {
        auto *const item = new QListWidgetItem(text, m_list);
        item->setSizeHint({0, RowHeight});
        return item;
    };
    add(tr("New connection"));
    m_list->setCurrentRow(0);
    for (const ConnectProfile &profile : m_profiles.profiles()) {
        QListWidgetItem *const item = add(profile.name);
        item->setData(IdRole, profile.id);
        item->setToolTip(QString::fromUtf8(profile.request.options.url));
        if (profile.id == id)
            m_list->setCurrentItem(item);
    }
    m_remove->setEnabled(!current().isEmpty());
}

QString ProfileList::current() const
{
    const QListWidgetItem *const item = m_list->currentItem();
    return item ? item->data(IdRole).toString() : QString();
}

QString ProfileList::currentName() const
{
    const ConnectProfile *const profile = find(current());
    return profile ? profile->name : QString();
}

const ConnectProfile *ProfileList::find(const QString &id) const
{
    for (const ConnectProfile &profile : m_profiles.profiles()) {
        if (profile.id == id)
            return &profile;
    }
    return nullptr;
}

void ProfileList::onCurrentChanged()
{
    const QString id = current();
    m_remove->setEnabled(!id.isEmpty());
    const ConnectProfile *const profile = find(id);
    if (profile == nullptr) {
        emit newChosen();
        return;
    }
    emit said({});
    emit chosen(profile->request);
    if (profile->secretNames.isEmpty())
        return;
    const auto tell = [list = QPointer(this), id](const std::optional<QByteArray> &value, bool) {
        if (!list || list->current() != id)
            return;
        const ConnectProfile *const asked = list->find(id);
        if (asked == nullptr)
            return;
        if (value) {
            emit list->chosen(withSecrets(asked->request, fromJson(*value)));
            return;
        }
        emit list->said(tr("Give these again, there is no keyring that has them: %1.")
                            .arg(asked->secretNames.join(QStringLiteral(", "))));
    };
    m_secrets.read(id, tell);
}

void ProfileList::save(const QString &name, const ConnectRequest &request)
{
    ConnectProfile profile;
    profile.id
        = name == currentName() ? current() : QUuid::createUuid().toString(QUuid::WithoutBraces);
    profile.name = name;
    profile.request = withoutSecrets(request);
    const QList<Secret> secrets = secretsOf(request);
    for (const Secret &secret : secrets)
        profile.secretNames.append(secret.name);
    if (const QString wrong = m_profiles.put(profile); !wrong.isEmpty()) {
        emit said(wrong);
        return;
    }
    fill(profile.id);
    if (secrets.isEmpty()) {
        m_secrets.remove(profile.id); // those of before
        emit said(tr("Saved."));
        return;
    }
    const auto tell = [list = QPointer(this)](bool isDone) {
        if (!list)
            return;
        emit list->said(isDone ? tr("Saved, with its secrets in the keyring.")
                               : tr("Saved without its secrets: there is no keyring for them. They "
                                    "will be asked for each time."));
    };
    m_secrets.write(profile.id, toJson(secrets), tell);
}

void ProfileList::removeCurrent()
{
    const QString id = current();
    if (id.isEmpty())
        return;
    if (const QString wrong = m_profiles.remove(id); !wrong.isEmpty()) {
        emit said(wrong);
        return;
    }
    m_secrets.remove(id);
    fill({});
    emit newChosen();
}
