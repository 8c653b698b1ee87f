// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/connect/connectdialog.h"

#include "widgets/common/failurewords.h"
#include "widgets/common/theme.h"
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
        , theme(theTheme)
        , list(new ProfileList(profiles, secrets))
        , form(new ConnectForm(theTheme))
        , message(new QLabel)
        , accept(new QPushButton(tr("Accept this certificate")))
        , save(new QPushButton(tr("Save…")))
        , cancel(new QPushButton)
        , connects(new QPushButton)
    {
    }

    void build();
    void setPhase(Phase next);
    void say(const QString &words, bool isError);
    void start();
    void saveProfile();
    void colorMessage();

    ConnectDialog *q;
    const Theme &theme;
    Phase phase = Phase::Asking;
    Client::Failure failure;
    Client::ClientOptions asked;
    bool isError = false;
    AskName askName;

    ProfileList *list;
    ConnectForm *form;
    QLabel *message;
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
    message->setWordWrap(true);
    message->setTextFormat(Qt::PlainText);
    message->setTextInteractionFlags(Qt::TextSelectableByMouse);
    message->setAccessibleName(tr("What happened"));
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

void ConnectDialog::Private::say(const QString &words, bool isErrorNow)
{
    isError = isErrorNow;
    message->setText(words);
    colorMessage();
    accept->setVisible(false);
}

void ConnectDialog::Private::colorMessage()
{
    QPalette palette = message->palette();
    palette.setColor(QPalette::WindowText, isError ? theme.colors().error : theme.colors().dim);
    message->setPalette(palette);
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

void ConnectDialog::Private::saveProfile()
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
    , d(std::make_unique<Private>(this, theme, profiles, secrets))
{
    setWindowTitle(tr("Connect"));
    setModal(false);
    d->build();
    d->setPhase(Phase::Asking);
    resize(760, 560);
    d->askName = [](QWidget *window, const QString &suggested) {
        return QInputDialog::getText(window, tr("Save connection"), tr("Name"), QLineEdit::Normal,
                                     suggested)
            .trimmed();
    };
    connect(d->connects, &QPushButton::clicked, this, [this] { d->start(); });
    connect(d->save, &QPushButton::clicked, this, [this] { d->saveProfile(); });
    connect(d->cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(this, &QDialog::rejected, this, [this] {
        if (d->phase == Phase::Connecting)
            emit cancelRequested();
        d->setPhase(Phase::Asking);
    });
    connect(d->accept, &QPushButton::clicked, this, [this] {
        ConnectRequest request = d->form->request();
        request.options.tls.acceptedFingerprint = d->failure.fingerprint;
        d->form->setRequest(request);
        d->start();
    });
    connect(d->list, &ProfileList::chosen, this,
            [this](const ConnectRequest &request) { d->form->setRequest(request); });
    connect(d->list, &ProfileList::newChosen, this, [this] {
        d->form->setRequest({});
        d->say({}, false);
        d->form->focusAddress();
    });
    connect(d->list, &ProfileList::said, this,
            [this](const QString &words) { d->say(words, false); });
    connect(&theme, &Theme::changed, this, [this] { d->colorMessage(); });
    if (const QString wrong = d->list->load(); !wrong.isEmpty())
        d->say(wrong, true);
    d->form->focusAddress();
}

ConnectDialog::~ConnectDialog() = default;

void ConnectDialog::setRequest(const ConnectRequest &request)
{
    d->form->setRequest(request);
}

ConnectRequest ConnectDialog::request() const
{
    return d->form->request();
}

ConnectDialog::Phase ConnectDialog::phase() const
{
    return d->phase;
}

void ConnectDialog::setAskName(AskName ask)
{
    d->askName = std::move(ask);
}

QString ConnectDialog::message() const
{
    return d->message->text();
}

void ConnectDialog::connected()
{
    d->setPhase(Phase::Asking);
    hide();
}

void ConnectDialog::failed(const Client::Failure &failure)
{
    d->setPhase(Phase::Asking);
    d->failure = failure;
    d->say(failureWords(failure, d->asked), true);
    d->accept->setVisible(canAcceptCertificate(failure));
}
