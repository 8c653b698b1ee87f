// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/connect/connectdialog.h"

#include "widgets/common/errorlabel.h"
#include "widgets/common/failurewords.h"
#include "widgets/connect/connectform.h"
#include "widgets/connect/profilelist.h"
#include "widgets/connect/secretstore.h"

#include <QInputDialog>
#include <QLabel>
#include <QPushButton>
#include <QUrl>
#include <QVBoxLayout>

namespace {

constexpr int ListWidth = 176;

} // namespace

class ConnectDialog::Private
{
public:
    Private(ConnectDialog *dialog, const Theme &theTheme, ProfileFile &profiles,
            SecretStore &secrets)
        : q(dialog)
        , list(new ProfileList(profiles, secrets))
        , form(new ConnectForm(theTheme))
        , message(new ErrorLabel(theTheme))
        , accept(new QPushButton(tr("Accept this certificate")))
        , save(new QPushButton(tr("Save…")))
        , cancel(new QPushButton)
        , connects(new QPushButton)
    {
    }

    void build();
    void setPhase(Phase next);
    void say(const QString &words, bool isError) const;
    void start();
    void saveProfile() const;

    ConnectDialog *q;
    Phase phase = Phase::Asking;
    Client::Failure failure;
    Client::ClientOptions asked;
    AskName askName;

    ProfileList *list;
    ConnectForm *form;
    ErrorLabel *message;
    QPushButton *accept;
    QPushButton *save;
    QPushButton *cancel;
    QPushButton *connects;
};

void ConnectDialog::Private::build()
{
    auto *const title = new QLabel(tr("Connect to a server"));
    QFont big = title->font();
    big.setBold(true);
    big.setPointSizeF(big.pointSizeF() * 1.25);
    title->setFont(big);
    auto *const lead = new QLabel(tr("Sockscope is the client: it shows everything that arrives, "
                                     "and sends what you write in Compose."));
    lead->setWordWrap(true);
    lead->setForegroundRole(QPalette::PlaceholderText);
    accept->hide();
    for (QPushButton *const button : {accept, save, cancel})
        button->setAutoDefault(false);
    save->setToolTip(tr("Save this connection under a name"));

    auto *const middle = new QHBoxLayout;
    middle->setSpacing(24);
    list->setFixedWidth(ListWidth);
    middle->addWidget(list);
    middle->addWidget(form, 1);
    auto *const messageRow = new QHBoxLayout;
    messageRow->setSpacing(8);
    messageRow->addWidget(message, 1);
    messageRow->addWidget(accept, 0, Qt::AlignTop);
    auto *const buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    buttons->addWidget(save);
    buttons->addStretch(1);
    buttons->addWidget(cancel);
    buttons->addWidget(connects);
    auto *const layout = new QVBoxLayout(q);
    layout->setContentsMargins(24, 24, 24, 16);
    layout->setSpacing(12);
    layout->addWidget(title);
    layout->addWidget(lead);
    layout->addLayout(middle, 1);
    layout->addLayout(messageRow);
    layout->addLayout(buttons);
}

void ConnectDialog::Private::setPhase(Phase next)
{
    phase = next;
    const bool asks = phase == Phase::Asking;
    form->setEnabled(asks);
    list->setEnabled(asks);
    save->setEnabled(asks);
    connects->setEnabled(asks);
    connects->setText(asks ? tr("Connect") : tr("Connecting…"));
    connects->setDefault(true);
    cancel->setText(asks ? tr("Close") : tr("Cancel"));
}

/// What happened, or in \a isError what went wrong.
void ConnectDialog::Private::say(const QString &words, bool isError) const
{
    if (isError)
        message->say(words);
    else
        message->remark(words);
    accept->setVisible(false);
}

void ConnectDialog::Private::start()
{
    QString error;
    const auto options = form->request().toOptions(&error);
    if (!options) {
        say(error, true);
        return;
    }
    asked = *options;
    say({}, false);
    setPhase(Phase::Connecting);
    emit q->connectRequested(asked);
}

void ConnectDialog::Private::saveProfile() const
{
    const ConnectRequest request = form->request();
    QString suggested = list->currentName();
    if (suggested.isEmpty())
        suggested = QUrl::fromEncoded(request.options.url).authority();
    const QString name = askName(q, suggested);
    if (!name.isEmpty())
        list->save(name, request);
}

ConnectDialog::ConnectDialog(const Theme &theme, ProfileFile &profiles, SecretStore &secrets,
                             QWidget *parent)
    : QDialog(parent)
    , m_d(std::make_unique<Private>(this, theme, profiles, secrets))
{
    setWindowTitle(tr("Connect"));
    setModal(false);
    m_d->build();
    m_d->setPhase(Phase::Asking);
    resize(760, 560);
    m_d->askName = [](QWidget *window, const QString &suggested) {
        return QInputDialog::getText(window, tr("Save connection"), tr("Name"), QLineEdit::Normal,
                                     suggested)
            .trimmed();
    };
    connect(m_d->connects, &QPushButton::clicked, this, [this] { m_d->start(); });
    connect(m_d->save, &QPushButton::clicked, this, [this] { m_d->saveProfile(); });
    connect(m_d->cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(this, &QDialog::rejected, this, [this] {
        if (m_d->phase == Phase::Connecting)
            emit cancelRequested();
        m_d->setPhase(Phase::Asking);
    });
    connect(m_d->accept, &QPushButton::clicked, this, [this] {
        ConnectRequest request = m_d->form->request();
        request.options.tls.acceptedFingerprint = m_d->failure.fingerprint;
        m_d->form->setRequest(request);
        m_d->start();
    });
    connect(m_d->list, &ProfileList::chosen, this,
            [this](const ConnectRequest &request) { m_d->form->setRequest(request); });
    connect(m_d->list, &ProfileList::newChosen, this, [this] {
        m_d->form->setRequest({});
        m_d->say({}, false);
        m_d->form->focusAddress();
    });
    connect(m_d->list, &ProfileList::said, this,
            [this](const QString &words) { m_d->say(words, false); });
    if (const QString wrong = m_d->list->load(); !wrong.isEmpty())
        m_d->say(wrong, true);
    m_d->form->focusAddress();
}

ConnectDialog::~ConnectDialog() = default;

void ConnectDialog::setRequest(const ConnectRequest &request)
{
    m_d->form->setRequest(request);
}

ConnectRequest ConnectDialog::request() const
{
    return m_d->form->request();
}

ConnectDialog::Phase ConnectDialog::phase() const
{
    return m_d->phase;
}

void ConnectDialog::setAskName(AskName ask)
{
    m_d->askName = std::move(ask);
}

QString ConnectDialog::message() const
{
    return m_d->message->words();
}

void ConnectDialog::connected()
{
    m_d->setPhase(Phase::Asking);
    hide();
}

void ConnectDialog::failed(const Client::Failure &failure)
{
    m_d->setPhase(Phase::Asking);
    m_d->failure = failure;
    m_d->say(failureWords(failure, m_d->asked), true);
    m_d->accept->setVisible(canAcceptCertificate(failure));
}

void ConnectDialog::stopped(const QString &words)
{
    m_d->setPhase(Phase::Asking);
    m_d->say(words, true);
}
