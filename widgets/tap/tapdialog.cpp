// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/tap/tapdialog.h"

#include "widgets/common/errorlabel.h"
#include "widgets/common/icons.h"
#include "widgets/common/theme.h"
#include "widgets/tap/recipeview.h"
#include "widgets/tap/tapform.h"
#include "widgets/tap/tapguide.h"
#include "widgets/tap/waitbar.h"

#include <QLabel>
#include <QNetworkInterface>
#include <QPushButton>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace {

constexpr int IconSize = 20;

QList<QString> ownAddresses()
{
    QList<QString> list;
    const QList<QHostAddress> all = QNetworkInterface::allAddresses();
    for (const QHostAddress &address : all) {
        if (address.protocol() == QAbstractSocket::IPv4Protocol && !address.isLoopback()
            && !address.isLinkLocal())
            list += address.toString();
    }
    return list;
}

} // namespace

class TapDialog::Private
{
public:
    Private(TapDialog *dialog, const Theme &theTheme)
        : q(dialog)
        , theme(theTheme)
        , title(new QLabel)
        , lead(new QLabel)
        , stack(new QStackedWidget)
        , form(new TapForm(theTheme))
        , waiting(new QWidget)
        , statusIcon(new QLabel)
        , status(new QLabel)
        , progress(new WaitBar(theTheme))
        , failure(new ErrorLabel(theTheme))
        , recipes(new RecipeView(theTheme))
        , start(new QPushButton)
        , stop(new QPushButton(tr("Stop tap")))
        , close(new QPushButton)
    {
    }

    void build() const;
    void setPhase(Phase next);
    void showStatus();

    TapDialog *q;
    const Theme &theme;
    Phase phase = Phase::Asking;
    QString address;
    QString client;

    QLabel *title;
    QLabel *lead;
    QStackedWidget *stack;
    TapForm *form;
    QWidget *waiting;
    QLabel *statusIcon;
    QLabel *status;
    WaitBar *progress;
    ErrorLabel *failure;
    RecipeView *recipes;
    QPushButton *start;
    QPushButton *stop;
    QPushButton *close;
};

void TapDialog::Private::build() const
{
    QFont big = title->font();
    big.setBold(true);
    big.setPointSizeF(big.pointSizeF() * 1.25);
    title->setFont(big);
    lead->setWordWrap(true);
    lead->setForegroundRole(QPalette::PlaceholderText);
    status->setWordWrap(true);
    status->setTextFormat(Qt::PlainText);
    progress->setAccessibleName(tr("Waiting for the first byte"));
    statusIcon->setFixedSize(IconSize, IconSize);

    auto *const statusRow = new QHBoxLayout;
    statusRow->setSpacing(8);
    statusRow->addWidget(statusIcon, 0, Qt::AlignTop);
    statusRow->addWidget(status, 1);
    auto *const waitingLayout = new QVBoxLayout(waiting);
    waitingLayout->setContentsMargins({});
    waitingLayout->setSpacing(12);
    waitingLayout->addWidget(recipes, 1);
    waitingLayout->addLayout(statusRow);
    waitingLayout->addWidget(progress);
    waitingLayout->addWidget(failure);
    stack->addWidget(form);
    stack->addWidget(waiting);

    auto *const buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    buttons->addWidget(stop);
    buttons->addStretch(1);
    buttons->addWidget(close);
    buttons->addWidget(start);
    stop->setAutoDefault(false);
    close->setAutoDefault(false);
    start->setDefault(true);

    auto *const layout = new QVBoxLayout(q);
    layout->setContentsMargins(24, 24, 24, 16);
    layout->setSpacing(12);
    layout->addWidget(title);
    layout->addWidget(lead);
    layout->addWidget(stack, 1);
    layout->addLayout(buttons);
}

void TapDialog::Private::setPhase(Phase next)
{
    phase = next;
    const bool asks = phase == Phase::Asking || phase == Phase::Starting;
    stack->setCurrentWidget(asks ? static_cast<QWidget *>(form) : waiting);
    form->setEnabled(phase == Phase::Asking);
    title->setText(asks ? tr("Put a tap in front of a server") : tr("Point your app at the tap"));
    lead->setText(asks ? tr("The tap listens where you say, passes every byte on to the server "
                            "and back unchanged, and shows what crossed.")
                       : tr("One line changes in the app. Choose what it is:"));
    start->setVisible(asks);
    start->setEnabled(phase == Phase::Asking);
    start->setText(phase == Phase::Starting ? tr("Starting…") : tr("Start tap"));
    stop->setVisible(!asks);
    progress->setVisible(phase == Phase::Waiting);
    close->setText(asks                          ? tr("Cancel")
                       : phase == Phase::Waiting ? tr("Keep it running")
                                                 : tr("Done"));
    close->setDefault(!asks);
    start->setDefault(asks);
    showStatus();
}

void TapDialog::Private::showStatus()
{
    const QSize size(IconSize, IconSize);
    const Colors &colors = theme.colors();
    if (phase == Phase::Flowing) {
        status->setText(tr("It works: the first bytes came from %1.").arg(client));
        statusIcon->setPixmap(iconPixmap(Icon::Follow, colors.sent, size, q->devicePixelRatioF()));
    } else if (phase == Phase::Waiting) {
        status->setText(tr("Listening on %1 for %2. Waiting for the first byte…")
                            .arg(address, q->request().target));
        statusIcon->setPixmap(iconPixmap(Icon::Tap, colors.accent, size, q->devicePixelRatioF()));
    }
    status->setAccessibleName(status->text());
}

TapDialog::TapDialog(const Theme &theme, QWidget *parent)
    : QDialog(parent)
    , m_d(std::make_unique<Private>(this, theme))
{
    setWindowTitle(tr("Tap"));
    setModal(false);
    m_d->build();
    m_d->setPhase(Phase::Asking);
    resize(680, 440);
    connect(m_d->start, &QPushButton::clicked, this, [this] {
        if (!m_d->form->check())
            return;
        m_d->setPhase(Phase::Starting);
        emit startRequested(request());
    });
    connect(m_d->stop, &QPushButton::clicked, this, &TapDialog::stopRequested);
    connect(m_d->close, &QPushButton::clicked, this, &QDialog::reject);
    connect(&theme, &Theme::changed, this, [this] { m_d->showStatus(); });
}

TapDialog::~TapDialog() = default;

void TapDialog::setRequest(const TapRequest &request)
{
    m_d->form->setRequest(request);
}

TapRequest TapDialog::request() const
{
    return m_d->form->request();
}

TapDialog::Phase TapDialog::phase() const
{
    return m_d->phase;
}

void TapDialog::tapStarted(const QString &address)
{
    m_d->address = address;
    m_d->client.clear();
    m_d->failure->say({});
    m_d->recipes->setRecipes(TapGuide::recipes(address, request().target, ownAddresses()));
    m_d->setPhase(Phase::Waiting);
}

void TapDialog::tapFailed(const QString &words)
{
    m_d->setPhase(Phase::Asking);
    m_d->form->showError(words);
}

void TapDialog::firstByteSeen(const QString &client)
{
    if (m_d->phase != Phase::Waiting)
        return;
    m_d->client = client;
    m_d->failure->say({});
    m_d->setPhase(Phase::Flowing);
}

void TapDialog::connectionFailed(const QString &words)
{
    if (m_d->phase != Phase::Waiting && m_d->phase != Phase::Flowing)
        return;
    m_d->failure->say(words);
}

void TapDialog::tapStopped()
{
    m_d->setPhase(Phase::Asking);
}
