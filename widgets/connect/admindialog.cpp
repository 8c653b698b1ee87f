// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/connect/admindialog.h"

#include "widgets/common/errorlabel.h"

#include <QCheckBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>

namespace {

constexpr int Width = 460;

} // namespace

AdminDialog::AdminDialog(const Theme &theme, QWidget *parent)
    : QDialog(parent)
    , m_url(new QLineEdit)
    , m_nsp(new QLineEdit(QStringLiteral("/admin")))
    , m_user(new QLineEdit)
    , m_password(new QLineEdit)
    , m_msgpack(new QCheckBox(tr("The server uses socket.io-&msgpack-parser")))
    , m_error(new ErrorLabel(theme))
    , m_attach(new QPushButton(tr("&Attach")))
{
    setWindowTitle(tr("Attach admin"));
    setMinimumWidth(Width);
    auto *const lead = new QLabel(
        tr("A Socket.IO server with instrument() of @socket.io/admin-ui tells which rooms it has, "
           "and who is in them."));
    lead->setWordWrap(true);
    lead->setForegroundRole(QPalette::PlaceholderText);
    auto *const hint = new QLabel(tr("The password is not kept, and not recorded."));
    hint->setForegroundRole(QPalette::PlaceholderText);
    m_url->setPlaceholderText(QStringLiteral("http://localhost:3000"));
    m_user->setPlaceholderText(tr("none, if the namespace asks for none"));
    m_password->setEchoMode(QLineEdit::Password);
    m_error->setWordWrap(true);

    auto *const form = new QFormLayout;
    form->addRow(tr("&Server"), m_url);
    form->addRow(tr("&Namespace"), m_nsp);
    form->addRow(tr("&User"), m_user);
    form->addRow(tr("&Password"), m_password);
    form->addRow(QString(), hint);
    form->addRow(QString(), m_msgpack);
    auto *const buttons = new QDialogButtonBox(QDialogButtonBox::Cancel);
    buttons->addButton(m_attach, QDialogButtonBox::AcceptRole);
    auto *const layout = new QVBoxLayout(this);
    layout->setSpacing(12);
    layout->addWidget(lead);
    layout->addLayout(form);
    layout->addWidget(m_error);
    layout->addWidget(buttons);
    buttons->button(QDialogButtonBox::Cancel)->setAutoDefault(false);
    m_attach->setDefault(true); // once it stands in the dialog

    const auto changed = [this] { setBusy(m_isBusy); };
    connect(m_url, &QLineEdit::textChanged, this, changed);
    connect(m_nsp, &QLineEdit::textChanged, this, changed);
    connect(buttons, &QDialogButtonBox::accepted, this, &AdminDialog::attach);
    connect(buttons, &QDialogButtonBox::rejected, this, &AdminDialog::reject);
    setBusy(false);
}

void AdminDialog::setUrl(const QString &url)
{
    if (!m_isBusy && !url.isEmpty())
        m_url->setText(url);
}

QString AdminDialog::url() const
{
    return m_url->text().trimmed();
}

QString AdminDialog::nsp() const
{
    const QString name = m_nsp->text().trimmed();
    return name.startsWith(u'/') ? name : u'/' + name;
}

QString AdminDialog::user() const
{
    return m_user->text();
}

QString AdminDialog::password() const
{
    return m_password->text();
}

bool AdminDialog::usesMsgpack() const
{
    return m_msgpack->isChecked();
}

void AdminDialog::attach()
{
    m_error->say({});
    setBusy(true);
    emit attachRequested();
}

void AdminDialog::failed(const QString &words)
{
    setBusy(false);
    m_error->say(words);
}

void AdminDialog::attached()
{
    setBusy(false);
    m_password->clear();
    accept();
}

void AdminDialog::done(int result)
{
    if (m_isBusy) {
        setBusy(false);
        emit cancelRequested();
    }
    m_error->say({});
    QDialog::done(result);
}

void AdminDialog::setBusy(bool isBusy)
{
    m_isBusy = isBusy;
    m_attach->setText(isBusy ? tr("Attaching…") : tr("&Attach"));
    m_attach->setEnabled(!isBusy && !m_url->text().trimmed().isEmpty()
                         && !m_nsp->text().trimmed().isEmpty());
}
