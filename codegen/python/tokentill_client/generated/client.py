from collections.abc import AsyncIterator
from datetime import datetime
from typing import TYPE_CHECKING, Any, Optional, Union

from .base_client import BaseClient
from .base_model import UNSET

if TYPE_CHECKING:
    from .accept_share import (
        AcceptShareAcceptShareConversation,
        AcceptShareAcceptShareOperationRefused,
    )
    from .accept_team_invitation import (
        AcceptTeamInvitationAcceptTeamInvitationOperationRefused,
        AcceptTeamInvitationAcceptTeamInvitationTeam,
    )
    from .acknowledge_alert import (
        AcknowledgeAlertAcknowledgeAlertAlertAcknowledged,
        AcknowledgeAlertAcknowledgeAlertOperationRefused,
    )
    from .activate_user import (
        ActivateUserActivateUserOperationRefused,
        ActivateUserActivateUserUserChanged,
    )
    from .add_provider_key import (
        AddProviderKeyAddProviderKeyOperationRefused,
        AddProviderKeyAddProviderKeyProviderKeyAdded,
    )
    from .alerts import AlertsAlerts
    from .all_invoices import AllInvoicesAllInvoices
    from .all_payments import AllPaymentsAllPayments
    from .all_teams import AllTeamsAllTeams
    from .allowance import AllowanceAllowance
    from .api_keys import ApiKeysApiKeys
    from .audit_log import AuditLogAuditLog
    from .auto_refill import AutoRefillAutoRefill
    from .auto_top_up import AutoTopUp
    from .balance import BalanceBalance
    from .balance_changed import BalanceChangedBalanceChanged
    from .bans import BansBans
    from .base_model import UnsetType
    from .block import BlockBlockBlocked, BlockBlockOperationRefused
    from .blocks import BlocksBlocks
    from .bulk_grant_preview import BulkGrantPreviewBulkGrantPreview
    from .bulk_grants import BulkGrantsBulkGrants
    from .cancel_bulk_grant import (
        CancelBulkGrantCancelBulkGrantBulkGrantChanged,
        CancelBulkGrantCancelBulkGrantOperationRefused,
    )
    from .cancel_chat import (
        CancelChatCancelChatChatCancelRequested,
        CancelChatCancelChatOperationRefused,
    )
    from .cancel_purchase import (
        CancelPurchaseCancelPurchaseOperationRefused,
        CancelPurchaseCancelPurchasePaymentNotCancellable,
        CancelPurchaseCancelPurchasePurchaseCancelled,
    )
    from .cancel_subscription import (
        CancelSubscriptionCancelSubscriptionOperationRefused,
        CancelSubscriptionCancelSubscriptionSubscriptionChanged,
        CancelSubscriptionCancelSubscriptionSubscriptionRefused,
    )
    from .cancel_usage_export import (
        CancelUsageExportCancelUsageExportOperationRefused,
        CancelUsageExportCancelUsageExportUsageExportCancelled,
    )
    from .catalog_packages import CatalogPackagesCatalogPackages
    from .catalog_plans import CatalogPlansCatalogPlans
    from .change_email import (
        ChangeEmailChangeEmailEmailChangeStarted,
        ChangeEmailChangeEmailOperationRefused,
    )
    from .change_password import (
        ChangePasswordChangePasswordOperationRefused,
        ChangePasswordChangePasswordPasswordChanged,
    )
    from .change_share import (
        ChangeShareChangeShareConversationShare,
        ChangeShareChangeShareOperationRefused,
    )
    from .change_subscription import (
        ChangeSubscriptionChangeSubscriptionOperationRefused,
        ChangeSubscriptionChangeSubscriptionSubscriptionChanged,
        ChangeSubscriptionChangeSubscriptionSubscriptionRefused,
    )
    from .chat import (
        ChatChatAttachmentRefused,
        ChatChatChatCompleted,
        ChatChatInsufficientTokens,
        ChatChatModelTakesNoImages,
        ChatChatOperationRefused,
        ChatChatPaywall,
    )
    from .chat_stream import (
        ChatStreamChatStreamAttachmentRefused,
        ChatStreamChatStreamChatCompleted,
        ChatStreamChatStreamChatDelta,
        ChatStreamChatStreamChatStarted,
        ChatStreamChatStreamInsufficientTokens,
        ChatStreamChatStreamModelTakesNoImages,
        ChatStreamChatStreamOperationRefused,
        ChatStreamChatStreamPaywall,
    )
    from .chat_with_images import (
        ChatWithImagesChatAttachmentRefused,
        ChatWithImagesChatChatCompleted,
        ChatWithImagesChatInsufficientTokens,
        ChatWithImagesChatModelTakesNoImages,
        ChatWithImagesChatOperationRefused,
        ChatWithImagesChatPaywall,
    )
    from .claim import (
        ClaimClaimClaimSucceeded,
        ClaimClaimClaimTooEarly,
        ClaimClaimOperationRefused,
    )
    from .claim_status import ClaimStatusClaimStatus
    from .client_settings import ClientSettingsClientSettings
    from .close_team import (
        CloseTeamCloseTeamOperationRefused,
        CloseTeamCloseTeamTeamClosed,
    )
    from .conversation import ConversationConversation
    from .conversation_changed import ConversationChangedConversationChanged
    from .conversation_usage import ConversationUsageConversationUsage
    from .conversations import ConversationsConversations
    from .create_api_key import (
        CreateApiKeyCreateApiKeyApiKeyCreated,
        CreateApiKeyCreateApiKeyOperationRefused,
    )
    from .create_billing_portal_session import (
        CreateBillingPortalSessionCreateBillingPortalSessionBillingPortalSession,
        CreateBillingPortalSessionCreateBillingPortalSessionOperationRefused,
        CreateBillingPortalSessionCreateBillingPortalSessionSubscriptionRefused,
    )
    from .create_conversation import (
        CreateConversationCreateConversationConversation,
        CreateConversationCreateConversationOperationRefused,
    )
    from .create_package import (
        CreatePackageCreatePackageCatalogEditStale,
        CreatePackageCreatePackageOperationRefused,
        CreatePackageCreatePackagePackageSaved,
    )
    from .create_plan import (
        CreatePlanCreatePlanCatalogEditStale,
        CreatePlanCreatePlanOperationRefused,
        CreatePlanCreatePlanPlanSaved,
    )
    from .create_promo_code import (
        CreatePromoCodeCreatePromoCodeOperationRefused,
        CreatePromoCodeCreatePromoCodePromoCodeCreated,
    )
    from .create_team import (
        CreateTeamCreateTeamOperationRefused,
        CreateTeamCreateTeamTeam,
    )
    from .create_webhook_endpoint import (
        CreateWebhookEndpointCreateWebhookEndpointOperationRefused,
        CreateWebhookEndpointCreateWebhookEndpointWebhookSecretShown,
    )
    from .debit_tokens import (
        DebitTokensDebitTokensBalanceAdjusted,
        DebitTokensDebitTokensOperationRefused,
    )
    from .decide_dispute import (
        DecideDisputeDecideDisputeDisputeDecided,
        DecideDisputeDecideDisputeOperationRefused,
    )
    from .decline_team_invitation import (
        DeclineTeamInvitationDeclineTeamInvitationOperationRefused,
        DeclineTeamInvitationDeclineTeamInvitationTeamInvitationEnded,
    )
    from .delete_conversation import (
        DeleteConversationDeleteConversationConversationDeleted,
        DeleteConversationDeleteConversationOperationRefused,
    )
    from .delete_my_account import (
        DeleteMyAccountDeleteMyAccountAccountDeleted,
        DeleteMyAccountDeleteMyAccountOperationRefused,
    )
    from .delete_ticket import (
        DeleteTicketDeleteTicketOperationRefused,
        DeleteTicketDeleteTicketTicketDeleted,
    )
    from .delete_webhook_endpoint import (
        DeleteWebhookEndpointDeleteWebhookEndpointOperationRefused,
        DeleteWebhookEndpointDeleteWebhookEndpointWebhookEndpointDeleted,
    )
    from .end_share import EndShareEndShareOperationRefused, EndShareEndShareShareEnded
    from .enums import (
        ApiScope,
        AutoRefillChoice,
        AutoRefillMode,
        AutoRefillUnit,
        BlockKind,
        Language,
        MessageDecision,
        MessageReviewState,
        PaymentMethod,
        PaymentStatus,
        PlanInterval,
        ReviewDecision,
        Role,
        ShareAccess,
        TeamRole,
        Theme,
        TicketFormat,
        TimeBucket,
        UsageExportFormat,
        UsageGrouping,
        UsageKind,
        UserSort,
        WebhookEventType,
    )
    from .estimate import (
        EstimateEstimateAttachmentRefused,
        EstimateEstimateChatEstimate,
        EstimateEstimateModelTakesNoImages,
        EstimateEstimateOperationRefused,
    )
    from .exchange_sign_in import (
        ExchangeSignInExchangeSignInOperationRefused,
        ExchangeSignInExchangeSignInSession,
        ExchangeSignInExchangeSignInSessionInCookies,
    )
    from .export_all_usage import (
        ExportAllUsageExportAllUsageOperationRefused,
        ExportAllUsageExportAllUsageUsageExportOffered,
    )
    from .export_my_data import ExportMyDataExportMyData
    from .export_usage import (
        ExportUsageExportUsageOperationRefused,
        ExportUsageExportUsageUsageExportOffered,
    )
    from .flag_message import (
        FlagMessageFlagMessageMessageFlag,
        FlagMessageFlagMessageOperationRefused,
    )
    from .flagged_messages import FlaggedMessagesFlaggedMessages
    from .generate_ticket import (
        GenerateTicketGenerateTicketInsufficientTokens,
        GenerateTicketGenerateTicketOperationRefused,
        GenerateTicketGenerateTicketPaywall,
        GenerateTicketGenerateTicketTicketGenerated,
    )
    from .gifts import GiftsGifts
    from .grant_tokens import (
        GrantTokensGrantTokensBalanceAdjusted,
        GrantTokensGrantTokensOperationRefused,
    )
    from .hold_tokens import (
        HoldTokensHoldTokensInsufficientTokens,
        HoldTokensHoldTokensOperationRefused,
        HoldTokensHoldTokensTokensHeld,
    )
    from .input_types import (
        AttachmentInput,
        AuditLogFilter,
        BillingAddressInput,
        MoneyInput,
        PackagePriceInput,
        PlanPriceInput,
        UsageFilterInput,
        UsageStatsFilterInput,
        UserFilter,
        WebhookDeliveryFilter,
        WorkInput,
    )
    from .invite_team_member import (
        InviteTeamMemberInviteTeamMemberOperationRefused,
        InviteTeamMemberInviteTeamMemberTeamInvitation,
    )
    from .leave_conversation import (
        LeaveConversationLeaveConversationConversationLeft,
        LeaveConversationLeaveConversationOperationRefused,
    )
    from .leave_team import (
        LeaveTeamLeaveTeamOperationRefused,
        LeaveTeamLeaveTeamTeamLeft,
    )
    from .lift_ban import LiftBanLiftBanBanLifted, LiftBanLiftBanOperationRefused
    from .link_provider import (
        LinkProviderLinkProviderLinkedProviders,
        LinkProviderLinkProviderOperationRefused,
    )
    from .login import (
        LoginLoginOperationRefused,
        LoginLoginSession,
        LoginLoginSessionInCookies,
    )
    from .logout import LogoutLogoutLoggedOut, LogoutLogoutOperationRefused
    from .logout_everywhere import (
        LogoutEverywhereLogoutEverywhereLoggedOutEverywhere,
        LogoutEverywhereLogoutEverywhereOperationRefused,
    )
    from .low_balance import LowBalanceLowBalance
    from .low_balance_notice import LowBalanceNoticeLowBalanceNotice
    from .me import MeMe
    from .messages import MessagesMessages
    from .messages_in_full import MessagesInFullMessages
    from .model_overrides import ModelOverridesModelOverrides
    from .models import ModelsModels
    from .models_in_full import ModelsInFullModels
    from .my_account import MyAccountMe
    from .overview import OverviewOverview
    from .package_history import PackageHistoryPackageHistory
    from .packages import PackagesPackages
    from .payment import PaymentPayment
    from .payment_methods import PaymentMethodsPaymentMethods
    from .payments_for_review import PaymentsForReviewPaymentsForReview
    from .plan_history import PlanHistoryPlanHistory
    from .plan_subscription import PlanSubscriptionSubscription
    from .plans import PlansPlans
    from .price_quote import (
        PriceQuotePriceQuoteOperationRefused,
        PriceQuotePriceQuotePriceQuote,
        PriceQuotePriceQuotePromoCodeRefused,
    )
    from .price_versions import PriceVersionsPriceVersions
    from .promo_codes import PromoCodesPromoCodes
    from .provider_keys import ProviderKeysProviderKeys
    from .purchase import (
        PurchasePurchaseOperationRefused,
        PurchasePurchasePaymentMethodUnavailable,
        PurchasePurchasePaymentRefused,
        PurchasePurchasePromoCodeRefused,
        PurchasePurchasePurchaseStarted,
    )
    from .purchase_by_page import (
        PurchaseByPagePurchaseOperationRefused,
        PurchaseByPagePurchasePaymentMethodUnavailable,
        PurchaseByPagePurchasePaymentRefused,
        PurchaseByPagePurchasePromoCodeRefused,
        PurchaseByPagePurchasePurchaseStarted,
    )
    from .purchase_gift import (
        PurchaseGiftPurchaseOperationRefused,
        PurchaseGiftPurchasePaymentMethodUnavailable,
        PurchaseGiftPurchasePaymentRefused,
        PurchaseGiftPurchasePromoCodeRefused,
        PurchaseGiftPurchasePurchaseStarted,
    )
    from .purchase_with_tax import (
        PurchaseWithTaxPurchaseOperationRefused,
        PurchaseWithTaxPurchasePaymentMethodUnavailable,
        PurchaseWithTaxPurchasePaymentRefused,
        PurchaseWithTaxPurchasePromoCodeRefused,
        PurchaseWithTaxPurchasePurchaseStarted,
    )
    from .purchases import PurchasesPurchases
    from .receipt import ReceiptReceipt
    from .refresh_session import (
        RefreshSessionRefreshSessionOperationRefused,
        RefreshSessionRefreshSessionSession,
        RefreshSessionRefreshSessionSessionInCookies,
    )
    from .refund_invoice import (
        RefundInvoiceRefundInvoiceInvoiceRefunded,
        RefundInvoiceRefundInvoiceOperationRefused,
        RefundInvoiceRefundInvoiceRefundRefused,
        RefundInvoiceRefundInvoiceRefundTooLarge,
    )
    from .refund_payment import (
        RefundPaymentRefundPaymentOperationRefused,
        RefundPaymentRefundPaymentPaymentNotRefundable,
        RefundPaymentRefundPaymentPaymentRefunded,
        RefundPaymentRefundPaymentRefundRefused,
        RefundPaymentRefundPaymentRefundTooLarge,
    )
    from .regenerate_reply import (
        RegenerateReplyRegenerateReplyAttachmentRefused,
        RegenerateReplyRegenerateReplyChatCompleted,
        RegenerateReplyRegenerateReplyInsufficientTokens,
        RegenerateReplyRegenerateReplyModelTakesNoImages,
        RegenerateReplyRegenerateReplyOperationRefused,
        RegenerateReplyRegenerateReplyPaywall,
    )
    from .regenerate_reply_stream import (
        RegenerateReplyStreamRegenerateReplyStreamAttachmentRefused,
        RegenerateReplyStreamRegenerateReplyStreamChatCompleted,
        RegenerateReplyStreamRegenerateReplyStreamChatDelta,
        RegenerateReplyStreamRegenerateReplyStreamChatStarted,
        RegenerateReplyStreamRegenerateReplyStreamInsufficientTokens,
        RegenerateReplyStreamRegenerateReplyStreamModelTakesNoImages,
        RegenerateReplyStreamRegenerateReplyStreamOperationRefused,
        RegenerateReplyStreamRegenerateReplyStreamPaywall,
    )
    from .register import (
        RegisterRegisterOperationRefused,
        RegisterRegisterSession,
        RegisterRegisterSessionInCookies,
    )
    from .register_in_full import (
        RegisterInFullRegisterOperationRefused,
        RegisterInFullRegisterSession,
        RegisterInFullRegisterSessionInCookies,
    )
    from .release_hold import (
        ReleaseHoldReleaseHoldHoldReleased,
        ReleaseHoldReleaseHoldOperationRefused,
    )
    from .remove_model_override import (
        RemoveModelOverrideRemoveModelOverrideModelOverrideRemoved,
        RemoveModelOverrideRemoveModelOverrideOperationRefused,
    )
    from .remove_provider_key import (
        RemoveProviderKeyRemoveProviderKeyOperationRefused,
        RemoveProviderKeyRemoveProviderKeyProviderKeyRemoved,
    )
    from .remove_saved_card import (
        RemoveSavedCardRemoveSavedCardOperationRefused,
        RemoveSavedCardRemoveSavedCardSavedCardRemoved,
    )
    from .remove_team_member import (
        RemoveTeamMemberRemoveTeamMemberOperationRefused,
        RemoveTeamMemberRemoveTeamMemberTeamMemberRemoved,
    )
    from .rename_conversation import (
        RenameConversationRenameConversationConversation,
        RenameConversationRenameConversationOperationRefused,
    )
    from .rename_team import (
        RenameTeamRenameTeamOperationRefused,
        RenameTeamRenameTeamTeam,
    )
    from .renew_hold import (
        RenewHoldRenewHoldHoldRenewed,
        RenewHoldRenewHoldOperationRefused,
    )
    from .renew_session import (
        RenewSessionRefreshSessionOperationRefused,
        RenewSessionRefreshSessionSession,
        RenewSessionRefreshSessionSessionInCookies,
    )
    from .replay_webhook_deliveries import (
        ReplayWebhookDeliveriesReplayWebhookDeliveriesOperationRefused,
        ReplayWebhookDeliveriesReplayWebhookDeliveriesWebhookDeliveriesQueued,
    )
    from .replay_webhook_delivery import (
        ReplayWebhookDeliveryReplayWebhookDeliveryOperationRefused,
        ReplayWebhookDeliveryReplayWebhookDeliveryWebhookDeliveryQueued,
    )
    from .request_password_reset import (
        RequestPasswordResetRequestPasswordResetOperationRefused,
        RequestPasswordResetRequestPasswordResetPasswordResetRequested,
    )
    from .resend_team_invitation import (
        ResendTeamInvitationResendTeamInvitationOperationRefused,
        ResendTeamInvitationResendTeamInvitationTeamInvitation,
    )
    from .reset_password import (
        ResetPasswordResetPasswordOperationRefused,
        ResetPasswordResetPasswordPasswordReset,
    )
    from .resolve_review import (
        ResolveReviewResolveReviewOperationRefused,
        ResolveReviewResolveReviewReviewResolved,
    )
    from .restore_package import (
        RestorePackageRestorePackageCatalogEditStale,
        RestorePackageRestorePackageOperationRefused,
        RestorePackageRestorePackagePackageSaved,
    )
    from .restore_plan import (
        RestorePlanRestorePlanCatalogEditStale,
        RestorePlanRestorePlanOperationRefused,
        RestorePlanRestorePlanPlanSaved,
    )
    from .resumable_chat import (
        ResumableChatChatStreamAttachmentRefused,
        ResumableChatChatStreamChatCompleted,
        ResumableChatChatStreamChatDelta,
        ResumableChatChatStreamChatStarted,
        ResumableChatChatStreamInsufficientTokens,
        ResumableChatChatStreamModelTakesNoImages,
        ResumableChatChatStreamOperationRefused,
        ResumableChatChatStreamPaywall,
    )
    from .resume_first_payment import (
        ResumeFirstPaymentResumeFirstPaymentOperationRefused,
        ResumeFirstPaymentResumeFirstPaymentSubscriptionRefused,
        ResumeFirstPaymentResumeFirstPaymentSubscriptionStarted,
    )
    from .resume_purchase import (
        ResumePurchaseResumePurchaseOperationRefused,
        ResumePurchaseResumePurchasePaymentRefused,
        ResumePurchaseResumePurchasePurchaseStarted,
    )
    from .resume_subscription import (
        ResumeSubscriptionResumeSubscriptionOperationRefused,
        ResumeSubscriptionResumeSubscriptionSubscriptionChanged,
        ResumeSubscriptionResumeSubscriptionSubscriptionRefused,
    )
    from .retire_package import (
        RetirePackageRetirePackageCatalogEditStale,
        RetirePackageRetirePackageOperationRefused,
        RetirePackageRetirePackagePackageSaved,
    )
    from .retire_plan import (
        RetirePlanRetirePlanCatalogEditStale,
        RetirePlanRetirePlanOperationRefused,
        RetirePlanRetirePlanPlanSaved,
    )
    from .review_message import (
        ReviewMessageReviewMessageMessageReviewed,
        ReviewMessageReviewMessageOperationRefused,
    )
    from .revoke_api_key import (
        RevokeApiKeyRevokeApiKeyApiKeyRevoked,
        RevokeApiKeyRevokeApiKeyOperationRefused,
    )
    from .revoke_session import (
        RevokeSessionRevokeSessionOperationRefused,
        RevokeSessionRevokeSessionSessionRevoked,
    )
    from .rotate_webhook_secret import (
        RotateWebhookSecretRotateWebhookSecretOperationRefused,
        RotateWebhookSecretRotateWebhookSecretWebhookSecretShown,
    )
    from .send_test_event import (
        SendTestEventSendTestEventOperationRefused,
        SendTestEventSendTestEventWebhookDeliveryQueued,
    )
    from .send_verification_email import (
        SendVerificationEmailSendVerificationEmailOperationRefused,
        SendVerificationEmailSendVerificationEmailVerificationEmailSent,
    )
    from .sessions import SessionsSessions
    from .set_auto_refill import (
        SetAutoRefillSetAutoRefillAutoRefillSet,
        SetAutoRefillSetAutoRefillOperationRefused,
    )
    from .set_auto_top_up import (
        SetAutoTopUpSetAutoTopUpAutoTopUpSaved,
        SetAutoTopUpSetAutoTopUpOperationRefused,
    )
    from .set_balance import (
        SetBalanceSetBalanceBalanceAdjusted,
        SetBalanceSetBalanceOperationRefused,
    )
    from .set_low_balance_notice import (
        SetLowBalanceNoticeSetLowBalanceNoticeLowBalanceSettingsSaved,
        SetLowBalanceNoticeSetLowBalanceNoticeOperationRefused,
    )
    from .set_model_override import (
        SetModelOverrideSetModelOverrideModelOverrideSet,
        SetModelOverrideSetModelOverrideOperationRefused,
    )
    from .set_team_member_caps import (
        SetTeamMemberCapsSetTeamMemberCapsOperationRefused,
        SetTeamMemberCapsSetTeamMemberCapsTeamMember,
    )
    from .set_team_member_role import (
        SetTeamMemberRoleSetTeamMemberRoleOperationRefused,
        SetTeamMemberRoleSetTeamMemberRoleTeamMember,
    )
    from .set_user_role import (
        SetUserRoleSetUserRoleOperationRefused,
        SetUserRoleSetUserRoleUserChanged,
    )
    from .settle_hold import (
        SettleHoldSettleHoldHoldSettled,
        SettleHoldSettleHoldOperationRefused,
    )
    from .share_conversation import (
        ShareConversationShareConversationConversationShared,
        ShareConversationShareConversationOperationRefused,
    )
    from .show_branch import (
        ShowBranchShowBranchConversation,
        ShowBranchShowBranchOperationRefused,
    )
    from .sign_in_providers import SignInProvidersSignInProviders
    from .spend_tokens import (
        SpendTokensSpendTokensInsufficientTokens,
        SpendTokensSpendTokensOperationRefused,
        SpendTokensSpendTokensTokensSpent,
    )
    from .start_bulk_grant import (
        StartBulkGrantStartBulkGrantBulkGrantChanged,
        StartBulkGrantStartBulkGrantOperationRefused,
    )
    from .start_card_setup import (
        StartCardSetupStartCardSetupCardSetupStarted,
        StartCardSetupStartCardSetupOperationRefused,
    )
    from .start_checkout import (
        StartCheckoutStartCheckoutCheckoutStarted,
        StartCheckoutStartCheckoutOperationRefused,
        StartCheckoutStartCheckoutPaymentMethodUnavailable,
        StartCheckoutStartCheckoutPaymentRefused,
        StartCheckoutStartCheckoutPromoCodeRefused,
    )
    from .start_guest_session import (
        StartGuestSessionStartGuestSessionOperationRefused,
        StartGuestSessionStartGuestSessionSession,
        StartGuestSessionStartGuestSessionSessionInCookies,
    )
    from .stop_auto_top_up import (
        StopAutoTopUpStopAutoTopUpAutoTopUpSaved,
        StopAutoTopUpStopAutoTopUpOperationRefused,
    )
    from .subscribe import (
        SubscribeSubscribeOperationRefused,
        SubscribeSubscribeSubscriptionRefused,
        SubscribeSubscribeSubscriptionStarted,
    )
    from .suspend_user import (
        SuspendUserSuspendUserOperationRefused,
        SuspendUserSuspendUserUserChanged,
    )
    from .team import TeamTeam
    from .team_chat import (
        TeamChatChatAttachmentRefused,
        TeamChatChatChatCompleted,
        TeamChatChatInsufficientTokens,
        TeamChatChatModelTakesNoImages,
        TeamChatChatOperationRefused,
        TeamChatChatPaywall,
    )
    from .team_invitation import TeamInvitationTeamInvitation
    from .team_invitations import TeamInvitationsTeamInvitations
    from .team_usage import TeamUsageUsageHistory
    from .teams import TeamsTeams
    from .test_provider_key import (
        TestProviderKeyTestProviderKeyOperationRefused,
        TestProviderKeyTestProviderKeyProviderKeyTested,
    )
    from .ticket_export import TicketExportTicketExport
    from .ticket_limits import TicketLimitsTicketLimits
    from .tickets import TicketsTickets
    from .transfer_team import (
        TransferTeamTransferTeamOperationRefused,
        TransferTeamTransferTeamTeamMember,
    )
    from .unblock import UnblockUnblockOperationRefused, UnblockUnblockUnblocked
    from .unlink_provider import (
        UnlinkProviderUnlinkProviderLinkedProviders,
        UnlinkProviderUnlinkProviderOperationRefused,
    )
    from .update_package import (
        UpdatePackageUpdatePackageCatalogEditStale,
        UpdatePackageUpdatePackageOperationRefused,
        UpdatePackageUpdatePackagePackageSaved,
    )
    from .update_plan import (
        UpdatePlanUpdatePlanCatalogEditStale,
        UpdatePlanUpdatePlanOperationRefused,
        UpdatePlanUpdatePlanPlanSaved,
    )
    from .update_preferences import (
        UpdatePreferencesUpdatePreferencesOperationRefused,
        UpdatePreferencesUpdatePreferencesPreferencesUpdated,
    )
    from .update_profile import (
        UpdateProfileUpdateProfileOperationRefused,
        UpdateProfileUpdateProfileProfileUpdated,
    )
    from .update_promo_code import (
        UpdatePromoCodeUpdatePromoCodeOperationRefused,
        UpdatePromoCodeUpdatePromoCodePromoCodeUpdated,
    )
    from .update_provider_key import (
        UpdateProviderKeyUpdateProviderKeyOperationRefused,
        UpdateProviderKeyUpdateProviderKeyProviderKeyUpdated,
    )
    from .update_webhook_endpoint import (
        UpdateWebhookEndpointUpdateWebhookEndpointOperationRefused,
        UpdateWebhookEndpointUpdateWebhookEndpointWebhookEndpointUpdated,
    )
    from .usage_export import UsageExportUsageExport
    from .usage_history import UsageHistoryUsageHistory
    from .usage_history_in_full import UsageHistoryInFullUsageHistory
    from .usage_stats import UsageStatsUsageStats
    from .usage_stats_in_full import UsageStatsInFullUsageStats
    from .user_in_full import UserInFullUser
    from .users import UsersUsers
    from .verify_email import (
        VerifyEmailVerifyEmailEmailVerified,
        VerifyEmailVerifyEmailOperationRefused,
    )
    from .verify_razorpay_payment import (
        VerifyRazorpayPaymentVerifyRazorpayPaymentOperationRefused,
        VerifyRazorpayPaymentVerifyRazorpayPaymentRazorpayPaymentVerified,
    )
    from .wallet import WalletWallet
    from .wallet_entries import WalletEntriesWalletEntries
    from .webhook_deliveries import WebhookDeliveriesWebhookDeliveries
    from .webhook_endpoints import WebhookEndpointsWebhookEndpoints
    from .withdraw_team_invitation import (
        WithdrawTeamInvitationWithdrawTeamInvitationOperationRefused,
        WithdrawTeamInvitationWithdrawTeamInvitationTeamInvitationEnded,
    )


def gql(q: str) -> str:
    return q


class TokentillClient(BaseClient):
    async def accept_share(
        self, invitation: str, **kwargs: Any
    ) -> Union[
        "AcceptShareAcceptShareConversation", "AcceptShareAcceptShareOperationRefused"
    ]:
        """See a conversation that somebody has invited the caller to. Who sees it already keeps the access that they have, and the invitation stays good for another."""
        from .accept_share import AcceptShare

        query = gql("""
            mutation AcceptShare($invitation: String!) {
              acceptShare(input: {invitation: $invitation}) {
                __typename
                ... on Conversation {
                  id
                  title
                  access
                  owner {
                    id
                    name
                  }
                  messageCount
                  lastMessageAt
                }
                ... on UserError {
                  code
                  message
                  retryable
                }
              }
            }
            """)
        variables: dict[str, object] = {"invitation": invitation}
        response = await self.execute(
            query=query, operation_name="AcceptShare", variables=variables, **kwargs
        )
        data = self.get_data(response)
        return AcceptShare.model_validate(data).accept_share

    async def accept_team_invitation(
        self,
        token: Union[Optional[str], "UnsetType"] = UNSET,
        invitation: Union[Optional[str], "UnsetType"] = UNSET,
        **kwargs: Any,
    ) -> Union[
        "AcceptTeamInvitationAcceptTeamInvitationOperationRefused",
        "AcceptTeamInvitationAcceptTeamInvitationTeam",
    ]:
        """Join the team that the caller is invited to. Who is in it already stays what they are."""
        from .accept_team_invitation import AcceptTeamInvitation

        query = gql("""
            mutation AcceptTeamInvitation($token: String, $invitation: ID) {
              acceptTeamInvitation(input: {token: $token, invitationId: $invitation}) {
                __typename
                ... on Team {
                  id
                  name
                  role
                  createdAt
                  memberCount
                  balance {
                    available
                    held
                  }
                  membership {
                    role
                    dailyCap
                    monthlyCap
                    usedToday
                    usedThisMonth
                  }
                }
                ... on UserError {
                  code
                  message
                  retryable
                }
              }
            }
            """)
        variables: dict[str, object] = {"token": token, "invitation": invitation}
        response = await self.execute(
            query=query,
            operation_name="AcceptTeamInvitation",
            variables=variables,
            **kwargs,
        )
        data = self.get_data(response)
        return AcceptTeamInvitation.model_validate(data).accept_team_invitation

    async def acknowledge_alert(
        self, alert_id: str, note: str, **kwargs: Any
    ) -> Union[
        "AcknowledgeAlertAcknowledgeAlertAlertAcknowledged",
        "AcknowledgeAlertAcknowledgeAlertOperationRefused",
    ]:
        """Tell other admins that somebody looks after an alert. Repeating it changes nothing."""
        from .acknowledge_alert import AcknowledgeAlert

        query = gql("""
            mutation AcknowledgeAlert($alertId: ID!, $note: String!) {
              acknowledgeAlert(input: {alertId: $alertId, note: $note}) {
                __typename
                ... on AlertAcknowledged {
                  alert {
                    id
                    acknowledgedAt
                    acknowledgedBy
                    note
                  }
                }
                ... on UserError {
                  code
                  message
                  retryable
                }
              }
            }
            """)
        variables: dict[str, object] = {"alertId": alert_id, "note": note}
        response = await self.execute(
            query=query,
            operation_name="AcknowledgeAlert",
            variables=variables,
            **kwargs,
        )
        data = self.get_data(response)
        return AcknowledgeAlert.model_validate(data).acknowledge_alert

    async def activate_user(
        self, user_id: str, reason: str, **kwargs: Any
    ) -> Union[
        "ActivateUserActivateUserOperationRefused",
        "ActivateUserActivateUserUserChanged",
    ]:
        """Let a user who was suspended act again. Sessions that have not run out go on. For admins."""
        from .activate_user import ActivateUser

        query = gql("""
            mutation ActivateUser($userId: ID!, $reason: String!) {
              activateUser(input: {userId: $userId, reason: $reason}) {
                __typename
                ... on UserChanged {
                  user {
                    id
                    email
                    status
                    role
                  }
                }
                ... on UserError {
                  code
                  message
                  retryable
                }
              }
            }
            """)
        variables: dict[str, object] = {"userId": user_id, "reason": reason}
        response = await self.execute(
            query=query, operation_name="ActivateUser", variables=variables, **kwargs
        )
        data = self.get_data(response)
        return ActivateUser.model_validate(data).activate_user

    async def add_provider_key(
        self,
        provider: str,
        name: str,
        key: str,
        cost_per_mille: Union[Optional[int], "UnsetType"] = UNSET,
        requests_per_day: Union[Optional[int], "UnsetType"] = UNSET,
        microdollars_per_day: Union[Optional[int], "UnsetType"] = UNSET,
        **kwargs: Any,
    ) -> Union[
        "AddProviderKeyAddProviderKeyOperationRefused",
        "AddProviderKeyAddProviderKeyProviderKeyAdded",
    ]:
        """Add a key of a model provider. It is sealed, and never shown again. For admins."""
        from .add_provider_key import AddProviderKey

        query = gql("""
            mutation AddProviderKey($provider: String!, $name: String!, $key: String!, $costPerMille: Int, $requestsPerDay: BigInt, $microdollarsPerDay: BigInt) {
              addProviderKey(
                input: {provider: $provider, name: $name, key: $key, costPerMille: $costPerMille, requestsPerDay: $requestsPerDay, microdollarsPerDay: $microdollarsPerDay}
              ) {
                __typename
                ... on ProviderKeyAdded {
                  providerKey {
                    id
                    provider
                    name
                    maskedKey
                    status
                    enabled
                    costPerMille
                  }
                }
                ... on UserError {
                  code
                  message
                }
              }
            }
            """)
        variables: dict[str, object] = {
            "provider": provider,
            "name": name,
            "key": key,
            "costPerMille": cost_per_mille,
            "requestsPerDay": requests_per_day,
            "microdollarsPerDay": microdollars_per_day,
        }
        response = await self.execute(
            query=query, operation_name="AddProviderKey", variables=variables, **kwargs
        )
        data = self.get_data(response)
        return AddProviderKey.model_validate(data).add_provider_key

    async def alerts(
        self,
        after: Union[Optional[str], "UnsetType"] = UNSET,
        open: Union[Optional[bool], "UnsetType"] = UNSET,
        first: Union[int, "UnsetType"] = UNSET,
        **kwargs: Any,
    ) -> "AlertsAlerts":
        """What is wrong, the newest first. For admins."""
        from .alerts import Alerts

        query = gql("""
            query Alerts($first: Int! = 20, $after: String, $open: Boolean) {
              alerts(first: $first, after: $after, open: $open) {
                edges {
                  node {
                    id
                    kind
                    subject
                    detail
                    openedAt
                    seenAt
                    closedAt
                    acknowledgedAt
                    acknowledgedBy
                    note
                  }
                }
                pageInfo {
                  hasNextPage
                  endCursor
                }
              }
            }
            """)
        variables: dict[str, object] = {"first": first, "after": after, "open": open}
        response = await self.execute(
            query=query, operation_name="Alerts", variables=variables, **kwargs
        )
        data = self.get_data(response)
        return Alerts.model_validate(data).alerts

    async def all_invoices(
        self,
        after: Union[Optional[str], "UnsetType"] = UNSET,
        user_id: Union[Optional[str], "UnsetType"] = UNSET,
        currency: Union[Optional[str], "UnsetType"] = UNSET,
        from_: Union[Optional[datetime], "UnsetType"] = UNSET,
        to: Union[Optional[datetime], "UnsetType"] = UNSET,
        first: Union[int, "UnsetType"] = UNSET,
        **kwargs: Any,
    ) -> "AllInvoicesAllInvoices":
        """Paid invoices of everybody's subscriptions, the one paid last first. What is null does not limit. For admins."""
        from .all_invoices import AllInvoices

        query = gql("""
            query AllInvoices($first: Int! = 20, $after: String, $userId: ID, $currency: String, $from: DateTime, $to: DateTime) {
              allInvoices(
                first: $first
                after: $after
                userId: $userId
                currency: $currency
                from: $from
                to: $to
              ) {
                edges {
                  node {
                    id
                    userId
                    kind
                    planId
                    tokens
                    paidAt
                    amount {
                      formatted
                    }
                    refunded {
                      formatted
                    }
                  }
                }
                pageInfo {
                  hasNextPage
                  endCursor
                }
              }
            }
            """)
        variables: dict[str, object] = {
            "first": first,
            "after": after,
            "userId": user_id,
            "currency": currency,
            "from": from_,
            "to": to,
        }
        response = await self.execute(
            query=query, operation_name="AllInvoices", variables=variables, **kwargs
        )
        data = self.get_data(response)
        return AllInvoices.model_validate(data).all_invoices

    async def all_payments(
        self,
        after: Union[Optional[str], "UnsetType"] = UNSET,
        user_id: Union[Optional[str], "UnsetType"] = UNSET,
        status: Union[Optional["PaymentStatus"], "UnsetType"] = UNSET,
        method: Union[Optional["PaymentMethod"], "UnsetType"] = UNSET,
        currency: Union[Optional[str], "UnsetType"] = UNSET,
        from_: Union[Optional[datetime], "UnsetType"] = UNSET,
        to: Union[Optional[datetime], "UnsetType"] = UNSET,
        first: Union[int, "UnsetType"] = UNSET,
        **kwargs: Any,
    ) -> "AllPaymentsAllPayments":
        """Everybody's payments, the newest first. What is null does not limit. For admins."""
        from .all_payments import AllPayments

        query = gql("""
            query AllPayments($first: Int! = 20, $after: String, $userId: ID, $status: PaymentStatus, $method: PaymentMethod, $currency: String, $from: DateTime, $to: DateTime) {
              allPayments(
                first: $first
                after: $after
                userId: $userId
                status: $status
                method: $method
                currency: $currency
                from: $from
                to: $to
              ) {
                edges {
                  node {
                    userId
                    flagged
                    payment {
                      id
                      status
                      tokens
                      method
                      createdAt
                      total {
                        formatted
                      }
                      refunded {
                        formatted
                      }
                    }
                  }
                }
                pageInfo {
                  hasNextPage
                  endCursor
                }
              }
            }
            """)
        variables: dict[str, object] = {
            "first": first,
            "after": after,
            "userId": user_id,
            "status": status,
            "method": method,
            "currency": currency,
            "from": from_,
            "to": to,
        }
        response = await self.execute(
            query=query, operation_name="AllPayments", variables=variables, **kwargs
        )
        data = self.get_data(response)
        return AllPayments.model_validate(data).all_payments

    async def all_teams(
        self,
        user: Union[Optional[str], "UnsetType"] = UNSET,
        first: Union[Optional[int], "UnsetType"] = UNSET,
        after: Union[Optional[str], "UnsetType"] = UNSET,
        **kwargs: Any,
    ) -> "AllTeamsAllTeams":
        """All teams, or those that a user is in, the newest first, with what they hold. For admins."""
        from .all_teams import AllTeams

        query = gql("""
            query AllTeams($user: ID, $first: Int = 20, $after: String) {
              allTeams(userId: $user, first: $first, after: $after) {
                edges {
                  node {
                    id
                    name
                    walletId
                    createdAt
                    closedAt
                    owner {
                      id
                      name
                    }
                    balance {
                      available
                      purchased
                      held
                      debt
                    }
                  }
                }
                pageInfo {
                  hasNextPage
                  endCursor
                }
              }
            }
            """)
        variables: dict[str, object] = {"user": user, "first": first, "after": after}
        response = await self.execute(
            query=query, operation_name="AllTeams", variables=variables, **kwargs
        )
        data = self.get_data(response)
        return AllTeams.model_validate(data).all_teams

    async def allowance(self, **kwargs: Any) -> "AllowanceAllowance":
        """What the caller's plan allows, and what of it is used today and this month."""
        from .allowance import Allowance

        query = gql("""
            query Allowance {
              allowance {
                planId
                requestsToday
                requestsPerDay
                freeTokensThisMonth
                freeTokensPerMonth
                running
                mostRunning
                maxTokensPerRequest
                premiumModels
              }
            }
            """)
        variables: dict[str, object] = {}
        response = await self.execute(
            query=query, operation_name="Allowance", variables=variables, **kwargs
        )
        data = self.get_data(response)
        return Allowance.model_validate(data).allowance

    async def api_keys(
        self,
        first: int,
        after: Union[Optional[str], "UnsetType"] = UNSET,
        **kwargs: Any,
    ) -> "ApiKeysApiKeys":
        """The caller's API keys, the newest first, with those that have ended. Not open to API keys."""
        from .api_keys import ApiKeys

        query = gql("""
            query ApiKeys($first: Int!, $after: String) {
              apiKeys(first: $first, after: $after) {
                edges {
                  node {
                    id
                    name
                    prefix
                    scopes
                    createdAt
                    expiresAt
                    revokedAt
                    lastUsedAt
                  }
                }
                pageInfo {
                  hasNextPage
                  endCursor
                }
              }
            }
            """)
        variables: dict[str, object] = {"first": first, "after": after}
        response = await self.execute(
            query=query, operation_name="ApiKeys", variables=variables, **kwargs
        )
        data = self.get_data(response)
        return ApiKeys.model_validate(data).api_keys

    async def audit_log(
        self,
        first: int,
        after: Union[Optional[str], "UnsetType"] = UNSET,
        filter_: Union[Optional["AuditLogFilter"], "UnsetType"] = UNSET,
        **kwargs: Any,
    ) -> "AuditLogAuditLog":
        """Who of the admins did what to whom, and from which values to which; the newest first. For admins."""
        from .audit_log import AuditLog

        query = gql("""
            query AuditLog($first: Int!, $after: String, $filter: AuditLogFilter) {
              auditLog(first: $first, after: $after, filter: $filter) {
                edges {
                  node {
                    id
                    at
                    action
                    targetId
                    reason
                    completedAt
                    outcome
                    adminId
                    admin {
                      email
                      name
                    }
                    targetUser {
                      email
                      name
                    }
                    details {
                      name
                      value
                    }
                    changes {
                      field
                      before
                      after
                    }
                  }
                }
                pageInfo {
                  hasNextPage
                  endCursor
                }
              }
            }
            """)
        variables: dict[str, object] = {
            "first": first,
            "after": after,
            "filter": filter_,
        }
        response = await self.execute(
            query=query, operation_name="AuditLog", variables=variables, **kwargs
        )
        data = self.get_data(response)
        return AuditLog.model_validate(data).audit_log

    async def auto_refill(self, **kwargs: Any) -> "AutoRefillAutoRefill":
        """The free tokens that the caller gets again and again. One that is due is in the wallet."""
        from .auto_refill import AutoRefill

        query = gql("""
            query AutoRefill {
              autoRefill {
                enabled
                choice
                interval
                unit
                amount
                mode
                cap
                timeZone
                lastRefillAt
                nextRefillAt
              }
            }
            """)
        variables: dict[str, object] = {}
        response = await self.execute(
            query=query, operation_name="AutoRefill", variables=variables, **kwargs
        )
        data = self.get_data(response)
        return AutoRefill.model_validate(data).auto_refill

    async def auto_top_up(self, **kwargs: Any) -> "AutoTopUp":
        """The caller's auto top-up; null when it was never set up. The caller's saved cards, newest first; 100 at most."""
        from .auto_top_up import AutoTopUp

        query = gql("""
            query AutoTopUp {
              autoTopUp {
                state
                reason
                message
                nextTryAt
                charging
                thresholdTokens
                packageId
                savedCardId
                monthlyCap {
                  amount
                  currency
                  formatted
                }
                spentThisMonth {
                  amount
                  currency
                  formatted
                }
              }
              savedCards {
                id
                brand
                last4
                expiryMonth
                expiryYear
              }
            }
            """)
        variables: dict[str, object] = {}
        response = await self.execute(
            query=query, operation_name="AutoTopUp", variables=variables, **kwargs
        )
        data = self.get_data(response)
        return AutoTopUp.model_validate(data)

    async def balance(self, **kwargs: Any) -> "BalanceBalance":
        """What the caller's wallet holds now, or that of a team."""
        from .balance import Balance

        query = gql("""
            query Balance {
              balance {
                available
                free
                purchased
                held
                debt
                lifetimePurchased
                lifetimeSpent
              }
            }
            """)
        variables: dict[str, object] = {}
        response = await self.execute(
            query=query, operation_name="Balance", variables=variables, **kwargs
        )
        data = self.get_data(response)
        return Balance.model_validate(data).balance

    async def balance_changed(
        self, **kwargs: Any
    ) -> AsyncIterator["BalanceChangedBalanceChanged"]:
        """What the caller's wallet holds, or that of a team: at once, then after every change, from whichever server it came. A slow reader misses values in between, never the newest. It ends for who leaves the team."""
        from .balance_changed import BalanceChanged

        query = gql("""
            subscription BalanceChanged {
              balanceChanged {
                available
                held
              }
            }
            """)
        variables: dict[str, object] = {}
        async for data in self.execute_ws(
            query=query, operation_name="BalanceChanged", variables=variables, **kwargs
        ):
            yield BalanceChanged.model_validate(data).balance_changed

    async def bans(
        self,
        first: int,
        after: Union[Optional[str], "UnsetType"] = UNSET,
        **kwargs: Any,
    ) -> "BansBans":
        """Who may not call for a while, because its rate limits were passed again and again. For admins."""
        from .bans import Bans

        query = gql("""
            query Bans($first: Int!, $after: String) {
              bans(first: $first, after: $after) {
                edges {
                  node {
                    id
                    kind
                    subject
                    limit
                    inARow
                    since
                    until
                  }
                }
                pageInfo {
                  hasNextPage
                  endCursor
                }
              }
            }
            """)
        variables: dict[str, object] = {"first": first, "after": after}
        response = await self.execute(
            query=query, operation_name="Bans", variables=variables, **kwargs
        )
        data = self.get_data(response)
        return Bans.model_validate(data).bans

    async def block(
        self, kind: "BlockKind", value: str, **kwargs: Any
    ) -> Union["BlockBlockBlocked", "BlockBlockOperationRefused"]:
        """Put a term or a user on the block list, which every message is held against before it is sent. What stands there already stays. For admins."""
        from .block import Block

        query = gql("""
            mutation Block($kind: BlockKind!, $value: String!) {
              block(input: {kind: $kind, value: $value}) {
                __typename
                ... on Blocked {
                  block {
                    id
                    kind
                    value
                    createdAt
                  }
                }
                ... on UserError {
                  code
                  message
                  retryable
                }
              }
            }
            """)
        variables: dict[str, object] = {"kind": kind, "value": value}
        response = await self.execute(
            query=query, operation_name="Block", variables=variables, **kwargs
        )
        data = self.get_data(response)
        return Block.model_validate(data).block

    async def blocks(
        self,
        first: int,
        after: Union[Optional[str], "UnsetType"] = UNSET,
        **kwargs: Any,
    ) -> "BlocksBlocks":
        """The block list, the newest first. For admins."""
        from .blocks import Blocks

        query = gql("""
            query Blocks($first: Int!, $after: String) {
              blocks(first: $first, after: $after) {
                edges {
                  node {
                    id
                    kind
                    value
                    createdBy
                    createdAt
                  }
                }
                pageInfo {
                  hasNextPage
                  endCursor
                }
              }
            }
            """)
        variables: dict[str, object] = {"first": first, "after": after}
        response = await self.execute(
            query=query, operation_name="Blocks", variables=variables, **kwargs
        )
        data = self.get_data(response)
        return Blocks.model_validate(data).blocks

    async def bulk_grant_preview(
        self,
        amount: int,
        role: Union[Optional["Role"], "UnsetType"] = UNSET,
        plan_id: Union[Optional[str], "UnsetType"] = UNSET,
        verified: Union[Optional[bool], "UnsetType"] = UNSET,
        created_from: Union[Optional[datetime], "UnsetType"] = UNSET,
        created_to: Union[Optional[datetime], "UnsetType"] = UNSET,
        available_least: Union[Optional[int], "UnsetType"] = UNSET,
        available_most: Union[Optional[int], "UnsetType"] = UNSET,
        **kwargs: Any,
    ) -> "BulkGrantPreviewBulkGrantPreview":
        """To how many users a bulk grant would give how much. Nothing is granted. For admins."""
        from .bulk_grant_preview import BulkGrantPreview

        query = gql("""
            query BulkGrantPreview($amount: BigInt!, $role: Role, $planId: ID, $verified: Boolean, $createdFrom: DateTime, $createdTo: DateTime, $availableLeast: BigInt, $availableMost: BigInt) {
              bulkGrantPreview(
                input: {amount: $amount, role: $role, planId: $planId, verified: $verified, createdFrom: $createdFrom, createdTo: $createdTo, availableLeast: $availableLeast, availableMost: $availableMost}
              ) {
                users
                tokens
              }
            }
            """)
        variables: dict[str, object] = {
            "amount": amount,
            "role": role,
            "planId": plan_id,
            "verified": verified,
            "createdFrom": created_from,
            "createdTo": created_to,
            "availableLeast": available_least,
            "availableMost": available_most,
        }
        response = await self.execute(
            query=query,
            operation_name="BulkGrantPreview",
            variables=variables,
            **kwargs,
        )
        data = self.get_data(response)
        return BulkGrantPreview.model_validate(data).bulk_grant_preview

    async def bulk_grants(
        self,
        first: int,
        after: Union[Optional[str], "UnsetType"] = UNSET,
        **kwargs: Any,
    ) -> "BulkGrantsBulkGrants":
        """Bulk grants and how far they are, the newest first. For admins."""
        from .bulk_grants import BulkGrants

        query = gql("""
            query BulkGrants($first: Int!, $after: String) {
              bulkGrants(first: $first, after: $after) {
                edges {
                  node {
                    id
                    status
                    amount
                    expiresAt
                    createdAt
                    expectedUsers
                    granted
                    refused
                    endedAt
                    adminId
                  }
                }
                pageInfo {
                  hasNextPage
                  endCursor
                }
              }
            }
            """)
        variables: dict[str, object] = {"first": first, "after": after}
        response = await self.execute(
            query=query, operation_name="BulkGrants", variables=variables, **kwargs
        )
        data = self.get_data(response)
        return BulkGrants.model_validate(data).bulk_grants

    async def cancel_bulk_grant(
        self, id: str, reason: str, **kwargs: Any
    ) -> Union[
        "CancelBulkGrantCancelBulkGrantBulkGrantChanged",
        "CancelBulkGrantCancelBulkGrantOperationRefused",
    ]:
        """Stop a bulk grant. Who has the tokens keeps them; nobody further gets any, but for those whom it is just granting. For admins."""
        from .cancel_bulk_grant import CancelBulkGrant

        query = gql("""
            mutation CancelBulkGrant($id: ID!, $reason: String!) {
              cancelBulkGrant(input: {bulkGrantId: $id, reason: $reason}) {
                __typename
                ... on BulkGrantChanged {
                  bulkGrant {
                    id
                    status
                    expectedUsers
                    granted
                  }
                }
                ... on UserError {
                  code
                  message
                  retryable
                }
              }
            }
            """)
        variables: dict[str, object] = {"id": id, "reason": reason}
        response = await self.execute(
            query=query, operation_name="CancelBulkGrant", variables=variables, **kwargs
        )
        data = self.get_data(response)
        return CancelBulkGrant.model_validate(data).cancel_bulk_grant

    async def cancel_chat(
        self, key: str, **kwargs: Any
    ) -> Union[
        "CancelChatCancelChatChatCancelRequested",
        "CancelChatCancelChatOperationRefused",
    ]:
        """Stop a chat or stream of the caller's that still runs. What it delivered is stored and charged, the rest of its hold returns. Code NOT_FOUND when none runs under the key, also when it has just ended."""
        from .cancel_chat import CancelChat

        query = gql("""
            mutation CancelChat($key: String!) {
              cancelChat(input: {idempotencyKey: $key}) {
                __typename
                ... on ChatCancelRequested {
                  idempotencyKey
                }
                ... on UserError {
                  code
                  message
                  retryable
                }
              }
            }
            """)
        variables: dict[str, object] = {"key": key}
        response = await self.execute(
            query=query, operation_name="CancelChat", variables=variables, **kwargs
        )
        data = self.get_data(response)
        return CancelChat.model_validate(data).cancel_chat

    async def cancel_purchase(
        self, payment_id: str, key: str, **kwargs: Any
    ) -> Union[
        "CancelPurchaseCancelPurchaseOperationRefused",
        "CancelPurchaseCancelPurchasePaymentNotCancellable",
        "CancelPurchaseCancelPurchasePurchaseCancelled",
    ]:
        """Cancel a purchase that is not paid yet."""
        from .cancel_purchase import CancelPurchase

        query = gql("""
            mutation CancelPurchase($paymentId: ID!, $key: String!) {
              cancelPurchase(input: {paymentId: $paymentId, idempotencyKey: $key}) {
                __typename
                ... on PurchaseCancelled {
                  payment {
                    id
                    status
                  }
                }
                ... on UserError {
                  code
                  message
                  retryable
                }
              }
            }
            """)
        variables: dict[str, object] = {"paymentId": payment_id, "key": key}
        response = await self.execute(
            query=query, operation_name="CancelPurchase", variables=variables, **kwargs
        )
        data = self.get_data(response)
        return CancelPurchase.model_validate(data).cancel_purchase

    async def cancel_subscription(
        self, key: str, **kwargs: Any
    ) -> Union[
        "CancelSubscriptionCancelSubscriptionOperationRefused",
        "CancelSubscriptionCancelSubscriptionSubscriptionChanged",
        "CancelSubscriptionCancelSubscriptionSubscriptionRefused",
    ]:
        """Let the caller's subscription end with its period; at once while it waits for its first payment."""
        from .cancel_subscription import CancelSubscription

        query = gql("""
            mutation CancelSubscription($key: String!) {
              cancelSubscription(input: {idempotencyKey: $key}) {
                __typename
                ... on SubscriptionChanged {
                  subscription {
                    planId
                    nextPlanId
                    status
                    cancelAtPeriodEnd
                    currentPeriodEnd
                  }
                }
                ... on SubscriptionRefused {
                  gatewayCode
                }
                ... on UserError {
                  code
                  message
                  retryable
                }
              }
            }
            """)
        variables: dict[str, object] = {"key": key}
        response = await self.execute(
            query=query,
            operation_name="CancelSubscription",
            variables=variables,
            **kwargs,
        )
        data = self.get_data(response)
        return CancelSubscription.model_validate(data).cancel_subscription

    async def cancel_usage_export(
        self, export: str, **kwargs: Any
    ) -> Union[
        "CancelUsageExportCancelUsageExportOperationRefused",
        "CancelUsageExportCancelUsageExportUsageExportCancelled",
    ]:
        """Stop sending the caller's latest export of usage, within seconds."""
        from .cancel_usage_export import CancelUsageExport

        query = gql("""
            mutation CancelUsageExport($export: ID!) {
              cancelUsageExport(input: {exportId: $export}) {
                __typename
                ... on UsageExportCancelled {
                  usageExport {
                    id
                    state
                    rows
                  }
                }
                ... on UserError {
                  code
                  message
                }
              }
            }
            """)
        variables: dict[str, object] = {"export": export}
        response = await self.execute(
            query=query,
            operation_name="CancelUsageExport",
            variables=variables,
            **kwargs,
        )
        data = self.get_data(response)
        return CancelUsageExport.model_validate(data).cancel_usage_export

    async def catalog_packages(
        self,
        first: int,
        after: Union[Optional[str], "UnsetType"] = UNSET,
        retired: Union[Optional[bool], "UnsetType"] = UNSET,
        **kwargs: Any,
    ) -> "CatalogPackagesCatalogPackages":
        """All packages in their order, retired ones included, as admins edit them. For admins."""
        from .catalog_packages import CatalogPackages

        query = gql("""
            query CatalogPackages($first: Int!, $after: String, $retired: Boolean) {
              catalogPackages(first: $first, after: $after, retired: $retired) {
                edges {
                  node {
                    id
                    version
                    retired
                    order
                    name
                    tokens
                    popular
                    default
                    prices {
                      price {
                        amount
                        currency
                        formatted
                      }
                      listPrice {
                        amount
                      }
                      discountPercent
                    }
                    tiers {
                      quantity
                      discountPercent
                    }
                  }
                }
                pageInfo {
                  hasNextPage
                  endCursor
                }
              }
            }
            """)
        variables: dict[str, object] = {
            "first": first,
            "after": after,
            "retired": retired,
        }
        response = await self.execute(
            query=query, operation_name="CatalogPackages", variables=variables, **kwargs
        )
        data = self.get_data(response)
        return CatalogPackages.model_validate(data).catalog_packages

    async def catalog_plans(
        self,
        after: Union[Optional[str], "UnsetType"] = UNSET,
        retired: Union[Optional[bool], "UnsetType"] = UNSET,
        **kwargs: Any,
    ) -> "CatalogPlansCatalogPlans":
        """All plans in their order, retired ones included, as admins edit them. For admins."""
        from .catalog_plans import CatalogPlans

        query = gql("""
            query CatalogPlans($after: String, $retired: Boolean) {
              catalogPlans(after: $after, retired: $retired) {
                edges {
                  node {
                    id
                    version
                    retired
                    order
                    graceDays
                    plan {
                      name
                      limits {
                        requestsPerDay
                        tokensPerMonth
                        maxTokensPerRequest
                        premiumModels
                        priority
                      }
                      prices {
                        price {
                          amount
                          currency
                        }
                        interval
                      }
                    }
                  }
                }
                pageInfo {
                  hasNextPage
                  endCursor
                }
              }
            }
            """)
        variables: dict[str, object] = {"after": after, "retired": retired}
        response = await self.execute(
            query=query, operation_name="CatalogPlans", variables=variables, **kwargs
        )
        data = self.get_data(response)
        return CatalogPlans.model_validate(data).catalog_plans

    async def change_email(
        self, new_email: str, password: str, **kwargs: Any
    ) -> Union[
        "ChangeEmailChangeEmailEmailChangeStarted",
        "ChangeEmailChangeEmailOperationRefused",
    ]:
        """Ask for another e-mail address. It takes effect when the link in the mail to it is followed, within 24 hours; the old address is told. Not open to API keys."""
        from .change_email import ChangeEmail

        query = gql("""
            mutation ChangeEmail($newEmail: String!, $password: String!) {
              changeEmail(input: {newEmail: $newEmail, password: $password}) {
                __typename
                ... on EmailChangeStarted {
                  newEmail
                }
                ... on UserError {
                  code
                  message
                  retryable
                }
              }
            }
            """)
        variables: dict[str, object] = {"newEmail": new_email, "password": password}
        response = await self.execute(
            query=query, operation_name="ChangeEmail", variables=variables, **kwargs
        )
        data = self.get_data(response)
        return ChangeEmail.model_validate(data).change_email

    async def change_password(
        self,
        current_password: str,
        new_password: str,
        revoke_api_keys: Union[bool, "UnsetType"] = UNSET,
        **kwargs: Any,
    ) -> Union[
        "ChangePasswordChangePasswordOperationRefused",
        "ChangePasswordChangePasswordPasswordChanged",
    ]:
        """Set another password. Every other session ends; this one goes on. Not open to API keys."""
        from .change_password import ChangePassword

        query = gql("""
            mutation ChangePassword($currentPassword: String!, $newPassword: String!, $revokeApiKeys: Boolean! = false) {
              changePassword(
                input: {currentPassword: $currentPassword, newPassword: $newPassword, revokeApiKeys: $revokeApiKeys}
              ) {
                __typename
                ... on PasswordChanged {
                  sessionsEnded
                }
                ... on UserError {
                  code
                  message
                  retryable
                }
              }
            }
            """)
        variables: dict[str, object] = {
            "currentPassword": current_password,
            "newPassword": new_password,
            "revokeApiKeys": revoke_api_keys,
        }
        response = await self.execute(
            query=query, operation_name="ChangePassword", variables=variables, **kwargs
        )
        data = self.get_data(response)
        return ChangePassword.model_validate(data).change_password

    async def change_share(
        self, share: str, access: "ShareAccess", **kwargs: Any
    ) -> Union[
        "ChangeShareChangeShareConversationShare",
        "ChangeShareChangeShareOperationRefused",
    ]:
        """Let a person read only, or take part. A reply that is being written for who may not take part any more is stopped, and not stored."""
        from .change_share import ChangeShare

        query = gql("""
            mutation ChangeShare($share: ID!, $access: ShareAccess!) {
              changeShare(input: {shareId: $share, access: $access}) {
                __typename
                ... on ConversationShare {
                  id
                  access
                  person {
                    id
                    name
                  }
                }
                ... on UserError {
                  code
                  message
                  retryable
                }
              }
            }
            """)
        variables: dict[str, object] = {"share": share, "access": access}
        response = await self.execute(
            query=query, operation_name="ChangeShare", variables=variables, **kwargs
        )
        data = self.get_data(response)
        return ChangeShare.model_validate(data).change_share

    async def change_subscription(
        self, plan_id: str, key: str, **kwargs: Any
    ) -> Union[
        "ChangeSubscriptionChangeSubscriptionOperationRefused",
        "ChangeSubscriptionChangeSubscriptionSubscriptionChanged",
        "ChangeSubscriptionChangeSubscriptionSubscriptionRefused",
    ]:
        """Change the caller's subscription to another plan."""
        from .change_subscription import ChangeSubscription

        query = gql("""
            mutation ChangeSubscription($planId: ID!, $key: String!) {
              changeSubscription(input: {planId: $planId, idempotencyKey: $key}) {
                __typename
                ... on SubscriptionChanged {
                  subscription {
                    planId
                    nextPlanId
                    status
                    cancelAtPeriodEnd
                    currentPeriodEnd
                  }
                }
                ... on SubscriptionRefused {
                  gatewayCode
                }
                ... on UserError {
                  code
                  message
                  retryable
                }
              }
            }
            """)
        variables: dict[str, object] = {"planId": plan_id, "key": key}
        response = await self.execute(
            query=query,
            operation_name="ChangeSubscription",
            variables=variables,
            **kwargs,
        )
        data = self.get_data(response)
        return ChangeSubscription.model_validate(data).change_subscription

    async def chat(
        self,
        message: str,
        key: str,
        model: Union[Optional[str], "UnsetType"] = UNSET,
        conversation: Union[Optional[str], "UnsetType"] = UNSET,
        **kwargs: Any,
    ) -> Union[
        "ChatChatAttachmentRefused",
        "ChatChatChatCompleted",
        "ChatChatInsufficientTokens",
        "ChatChatModelTakesNoImages",
        "ChatChatOperationRefused",
        "ChatChatPaywall",
    ]:
        """Send a message and wait for the whole reply. A chat that fails costs nothing; the same key with the same input gives the same reply again, charged once."""
        from .chat import Chat

        query = gql("""
            mutation Chat($message: String!, $model: ID, $conversation: ID, $key: String!) {
              chat(
                input: {message: $message, modelId: $model, conversationId: $conversation, idempotencyKey: $key}
              ) {
                __typename
                ... on ChatCompleted {
                  conversation {
                    id
                    title
                  }
                  reply {
                    id
                    role
                    content
                    modelId
                    createdAt
                  }
                  usage {
                    inputTokens
                    outputTokens
                    cacheReadTokens
                    cacheWriteTokens
                    reasoningTokens
                    cost
                  }
                  balance {
                    available
                    held
                  }
                }
                ... on InsufficientTokens {
                  code
                  message
                  suggestion
                  required
                  available
                  balance {
                    available
                  }
                }
                ... on UserError {
                  code
                  message
                  retryable
                }
              }
            }
            """)
        variables: dict[str, object] = {
            "message": message,
            "model": model,
            "conversation": conversation,
            "key": key,
        }
        response = await self.execute(
            query=query, operation_name="Chat", variables=variables, **kwargs
        )
        data = self.get_data(response)
        return Chat.model_validate(data).chat

    async def chat_stream(
        self, message: str, key: str, **kwargs: Any
    ) -> AsyncIterator[
        Union[
            "ChatStreamChatStreamAttachmentRefused",
            "ChatStreamChatStreamChatCompleted",
            "ChatStreamChatStreamChatDelta",
            "ChatStreamChatStreamChatStarted",
            "ChatStreamChatStreamInsufficientTokens",
            "ChatStreamChatStreamModelTakesNoImages",
            "ChatStreamChatStreamOperationRefused",
            "ChatStreamChatStreamPaywall",
        ]
    ]:
        """Send a message and read the reply as it is written. The generation does not depend on the connection: subscribe again with the same key and input to go on reading, also after its end."""
        from .chat_stream import ChatStream

        query = gql("""
            subscription ChatStream($message: String!, $key: String!) {
              chatStream(input: {message: $message, idempotencyKey: $key}) {
                __typename
                ... on ChatStarted {
                  conversation {
                    id
                  }
                  heldTokens
                }
                ... on ChatDelta {
                  index
                  text
                }
                ... on ChatCompleted {
                  reply {
                    id
                    content
                  }
                  usage {
                    inputTokens
                    outputTokens
                    cost
                  }
                  balance {
                    available
                    held
                  }
                }
                ... on InsufficientTokens {
                  code
                  message
                  required
                  available
                }
                ... on UserError {
                  code
                  message
                  retryable
                }
              }
            }
            """)
        variables: dict[str, object] = {"message": message, "key": key}
        async for data in self.execute_ws(
            query=query, operation_name="ChatStream", variables=variables, **kwargs
        ):
            yield ChatStream.model_validate(data).chat_stream

    async def chat_with_images(
        self,
        message: str,
        attachments: list["AttachmentInput"],
        key: str,
        model: Union[Optional[str], "UnsetType"] = UNSET,
        conversation: Union[Optional[str], "UnsetType"] = UNSET,
        **kwargs: Any,
    ) -> Union[
        "ChatWithImagesChatAttachmentRefused",
        "ChatWithImagesChatChatCompleted",
        "ChatWithImagesChatInsufficientTokens",
        "ChatWithImagesChatModelTakesNoImages",
        "ChatWithImagesChatOperationRefused",
        "ChatWithImagesChatPaywall",
    ]:
        """Send a message and wait for the whole reply. A chat that fails costs nothing; the same key with the same input gives the same reply again, charged once."""
        from .chat_with_images import ChatWithImages

        query = gql("""
            mutation ChatWithImages($message: String!, $attachments: [AttachmentInput!]!, $model: ID, $conversation: ID, $key: String!) {
              chat(
                input: {message: $message, attachments: $attachments, modelId: $model, conversationId: $conversation, idempotencyKey: $key}
              ) {
                __typename
                ... on ChatCompleted {
                  conversation {
                    id
                    title
                  }
                  reply {
                    id
                    content
                    modelId
                  }
                  usage {
                    inputTokens
                    outputTokens
                    images
                    cost
                    pricing {
                      input
                      output
                      image
                      version
                    }
                  }
                  balance {
                    available
                    held
                  }
                  attachmentsLeftOut
                }
                ... on InsufficientTokens {
                  code
                  message
                  suggestion
                  required
                  available
                }
                ... on AttachmentRefused {
                  code
                  message
                  retryable
                  attachmentIndex
                }
                ... on ModelTakesNoImages {
                  code
                  message
                  retryable
                  modelId
                }
                ... on UserError {
                  code
                  message
                  retryable
                }
              }
            }
            """)
        variables: dict[str, object] = {
            "message": message,
            "attachments": attachments,
            "model": model,
            "conversation": conversation,
            "key": key,
        }
        response = await self.execute(
            query=query, operation_name="ChatWithImages", variables=variables, **kwargs
        )
        data = self.get_data(response)
        return ChatWithImages.model_validate(data).chat

    async def claim(
        self, key: str, **kwargs: Any
    ) -> Union[
        "ClaimClaimClaimSucceeded",
        "ClaimClaimClaimTooEarly",
        "ClaimClaimOperationRefused",
    ]:
        """Take the free tokens of a claim into the caller's wallet, once a period."""
        from .claim import Claim

        query = gql("""
            mutation Claim($key: String!) {
              claim(input: {idempotencyKey: $key}) {
                __typename
                ... on ClaimSucceeded {
                  amount
                  nextClaimAt
                  balance {
                    available
                  }
                }
                ... on ClaimTooEarly {
                  code
                  message
                  nextClaimAt
                  secondsLeft
                }
                ... on UserError {
                  code
                  message
                }
              }
            }
            """)
        variables: dict[str, object] = {"key": key}
        response = await self.execute(
            query=query, operation_name="Claim", variables=variables, **kwargs
        )
        data = self.get_data(response)
        return Claim.model_validate(data).claim

    async def claim_status(self, **kwargs: Any) -> "ClaimStatusClaimStatus":
        """Whether the caller can claim free tokens now, and if not, when."""
        from .claim_status import ClaimStatus

        query = gql("""
            query ClaimStatus {
              claimStatus {
                amount
                available
                nextClaimAt
                secondsLeft
              }
            }
            """)
        variables: dict[str, object] = {}
        response = await self.execute(
            query=query, operation_name="ClaimStatus", variables=variables, **kwargs
        )
        data = self.get_data(response)
        return ClaimStatus.model_validate(data).claim_status

    async def client_settings(self, **kwargs: Any) -> "ClientSettingsClientSettings":
        """What a client must know of this server before anybody is signed in: the ways in, what is switched on, how payments are made. The same for everybody, whatever is switched off. Open to everyone."""
        from .client_settings import ClientSettings

        query = gql("""
            query ClientSettings {
              clientSettings {
                productName
                termsUrl
                privacyUrl
                imprintUrl
                languages
                features
                currencies
                guestsAllowed
                registrationOpen
                passwordSignIn
                signInProviders {
                  name
                  startPath
                }
                paymentsSimulated
                publishableKey
                simulatedPaymentsUrl
                passwordMinimumCharacters
                messageMaximumCharacters
                imageMaximumBytes
              }
            }
            """)
        variables: dict[str, object] = {}
        response = await self.execute(
            query=query, operation_name="ClientSettings", variables=variables, **kwargs
        )
        data = self.get_data(response)
        return ClientSettings.model_validate(data).client_settings

    async def close_team(
        self,
        team: str,
        forfeit: Union[Optional[bool], "UnsetType"] = UNSET,
        **kwargs: Any,
    ) -> Union["CloseTeamCloseTeamOperationRefused", "CloseTeamCloseTeamTeamClosed"]:
        """End a team for everybody. Refused while replies run or purchases are open for it, while it owes tokens, and while it has tokens that were bought, unless they are given up."""
        from .close_team import CloseTeam

        query = gql("""
            mutation CloseTeam($team: ID!, $forfeit: Boolean = false) {
              closeTeam(input: {teamId: $team, forfeitTokens: $forfeit}) {
                __typename
                ... on TeamClosed {
                  teamId
                }
                ... on UserError {
                  code
                  message
                  retryable
                }
              }
            }
            """)
        variables: dict[str, object] = {"team": team, "forfeit": forfeit}
        response = await self.execute(
            query=query, operation_name="CloseTeam", variables=variables, **kwargs
        )
        data = self.get_data(response)
        return CloseTeam.model_validate(data).close_team

    async def conversation(self, id: str, **kwargs: Any) -> "ConversationConversation":
        """A conversation that the caller sees, their own or one that is shared with them."""
        from .conversation import Conversation

        query = gql("""
            query Conversation($id: ID!) {
              conversation(id: $id) {
                id
                title
                access
                owner {
                  id
                  name
                }
                shares {
                  id
                  access
                  person {
                    id
                    name
                  }
                  expiresAt
                  acceptedAt
                }
                messageCount
                totalCost
                lastMessageAt
              }
            }
            """)
        variables: dict[str, object] = {"id": id}
        response = await self.execute(
            query=query, operation_name="Conversation", variables=variables, **kwargs
        )
        data = self.get_data(response)
        return Conversation.model_validate(data).conversation

    async def conversation_changed(
        self, conversation: Union[Optional[str], "UnsetType"] = UNSET, **kwargs: Any
    ) -> AsyncIterator["ConversationChangedConversationChanged"]:
        """Changes of a conversation, or of all that the caller sees, made on any server. Begins with `READ_AGAIN`, which also comes when changes were missed, by a slow reader for instance. That of one conversation ends with `UNSHARED` or `DELETED` when the caller does not see it any more."""
        from .conversation_changed import ConversationChanged

        query = gql("""
            subscription ConversationChanged($conversation: ID) {
              conversationChanged(conversationId: $conversation) {
                kind
                conversationId
                conversation {
                  id
                  title
                  access
                  messageCount
                  lastMessageAt
                }
                message {
                  id
                  role
                  content
                  author {
                    id
                    name
                  }
                }
                person {
                  id
                  name
                }
              }
            }
            """)
        variables: dict[str, object] = {"conversation": conversation}
        async for data in self.execute_ws(
            query=query,
            operation_name="ConversationChanged",
            variables=variables,
            **kwargs,
        ):
            yield ConversationChanged.model_validate(data).conversation_changed

    async def conversation_usage(
        self, conversation: str, **kwargs: Any
    ) -> "ConversationUsageConversationUsage":
        """All that the caller's wallet, or a team's, was ever charged for a conversation, deleted ones included; zeros for one that it paid nothing for. Of a team's, members see what they spent. `conversation.totalCost` has what others paid, too."""
        from .conversation_usage import ConversationUsage

        query = gql("""
            query ConversationUsage($conversation: ID!) {
              conversationUsage(conversationId: $conversation) {
                conversationId
                requests
                inputTokens
                outputTokens
                tokens
                cost
              }
            }
            """)
        variables: dict[str, object] = {"conversation": conversation}
        response = await self.execute(
            query=query,
            operation_name="ConversationUsage",
            variables=variables,
            **kwargs,
        )
        data = self.get_data(response)
        return ConversationUsage.model_validate(data).conversation_usage

    async def conversations(
        self,
        first: int,
        after: Union[Optional[str], "UnsetType"] = UNSET,
        **kwargs: Any,
    ) -> "ConversationsConversations":
        """The caller's conversations, their own and those that are shared with them, the last used first."""
        from .conversations import Conversations

        query = gql("""
            query Conversations($first: Int!, $after: String) {
              conversations(first: $first, after: $after) {
                edges {
                  node {
                    id
                    title
                    models
                    messageCount
                    totalTokens
                    totalCost
                    lastMessageAt
                    createdAt
                  }
                }
                pageInfo {
                  hasNextPage
                  endCursor
                }
              }
            }
            """)
        variables: dict[str, object] = {"first": first, "after": after}
        response = await self.execute(
            query=query, operation_name="Conversations", variables=variables, **kwargs
        )
        data = self.get_data(response)
        return Conversations.model_validate(data).conversations

    async def create_api_key(
        self,
        name: str,
        scopes: list["ApiScope"],
        expires_at: Union[Optional[datetime], "UnsetType"] = UNSET,
        key: Union[Optional[str], "UnsetType"] = UNSET,
        **kwargs: Any,
    ) -> Union[
        "CreateApiKeyCreateApiKeyApiKeyCreated",
        "CreateApiKeyCreateApiKeyOperationRefused",
    ]:
        """Make an API key, with which a program acts for its user; 20 at a time. Not open to API keys."""
        from .create_api_key import CreateApiKey

        query = gql("""
            mutation CreateApiKey($name: String!, $scopes: [ApiScope!]!, $expiresAt: DateTime, $key: String) {
              createApiKey(
                input: {name: $name, scopes: $scopes, expiresAt: $expiresAt, idempotencyKey: $key}
              ) {
                __typename
                ... on ApiKeyCreated {
                  token
                  apiKey {
                    id
                    name
                    prefix
                    scopes
                    expiresAt
                  }
                }
                ... on UserError {
                  code
                  message
                  retryable
                }
              }
            }
            """)
        variables: dict[str, object] = {
            "name": name,
            "scopes": scopes,
            "expiresAt": expires_at,
            "key": key,
        }
        response = await self.execute(
            query=query, operation_name="CreateApiKey", variables=variables, **kwargs
        )
        data = self.get_data(response)
        return CreateApiKey.model_validate(data).create_api_key

    async def create_billing_portal_session(
        self, key: str, **kwargs: Any
    ) -> Union[
        "CreateBillingPortalSessionCreateBillingPortalSessionBillingPortalSession",
        "CreateBillingPortalSessionCreateBillingPortalSessionOperationRefused",
        "CreateBillingPortalSessionCreateBillingPortalSessionSubscriptionRefused",
    ]:
        """Make an address of Stripe's customer portal for the caller."""
        from .create_billing_portal_session import CreateBillingPortalSession

        query = gql("""
            mutation CreateBillingPortalSession($key: String!) {
              createBillingPortalSession(input: {idempotencyKey: $key}) {
                __typename
                ... on BillingPortalSession {
                  url
                }
                ... on SubscriptionRefused {
                  gatewayCode
                }
                ... on UserError {
                  code
                  message
                  retryable
                }
              }
            }
            """)
        variables: dict[str, object] = {"key": key}
        response = await self.execute(
            query=query,
            operation_name="CreateBillingPortalSession",
            variables=variables,
            **kwargs,
        )
        data = self.get_data(response)
        return CreateBillingPortalSession.model_validate(
            data
        ).create_billing_portal_session

    async def create_conversation(
        self, title: Union[Optional[str], "UnsetType"] = UNSET, **kwargs: Any
    ) -> Union[
        "CreateConversationCreateConversationConversation",
        "CreateConversationCreateConversationOperationRefused",
    ]:
        """An empty conversation. `chat` without a `conversationId` makes one as well."""
        from .create_conversation import CreateConversation

        query = gql("""
            mutation CreateConversation($title: String) {
              createConversation(input: {title: $title}) {
                __typename
                ... on Conversation {
                  id
                  title
                  messageCount
                  lastMessageAt
                }
                ... on UserError {
                  code
                  message
                  retryable
                }
              }
            }
            """)
        variables: dict[str, object] = {"title": title}
        response = await self.execute(
            query=query,
            operation_name="CreateConversation",
            variables=variables,
            **kwargs,
        )
        data = self.get_data(response)
        return CreateConversation.model_validate(data).create_conversation

    async def create_package(
        self,
        id: str,
        name: str,
        tokens: int,
        prices: list["PackagePriceInput"],
        **kwargs: Any,
    ) -> Union[
        "CreatePackageCreatePackageCatalogEditStale",
        "CreatePackageCreatePackageOperationRefused",
        "CreatePackageCreatePackagePackageSaved",
    ]:
        """Put a new package on sale, with the checks of a file of packages. For admins."""
        from .create_package import CreatePackage

        query = gql("""
            mutation CreatePackage($id: ID!, $name: String!, $tokens: BigInt!, $prices: [PackagePriceInput!]!) {
              createPackage(
                input: {packageId: $id, name: $name, tokens: $tokens, prices: $prices}
              ) {
                __typename
                ... on PackageSaved {
                  package {
                    id
                    version
                    name
                    tokens
                  }
                }
                ... on UserError {
                  code
                  message
                }
              }
            }
            """)
        variables: dict[str, object] = {
            "id": id,
            "name": name,
            "tokens": tokens,
            "prices": prices,
        }
        response = await self.execute(
            query=query, operation_name="CreatePackage", variables=variables, **kwargs
        )
        data = self.get_data(response)
        return CreatePackage.model_validate(data).create_package

    async def create_plan(
        self,
        id: str,
        name: str,
        prices: list["PlanPriceInput"],
        tokens_per_month: int,
        max_tokens: int,
        **kwargs: Any,
    ) -> Union[
        "CreatePlanCreatePlanCatalogEditStale",
        "CreatePlanCreatePlanOperationRefused",
        "CreatePlanCreatePlanPlanSaved",
    ]:
        """Offer a new plan, with the checks of a file of plans. For admins."""
        from .create_plan import CreatePlan

        query = gql("""
            mutation CreatePlan($id: ID!, $name: String!, $prices: [PlanPriceInput!]!, $tokensPerMonth: BigInt!, $maxTokens: Int!) {
              createPlan(
                input: {planId: $id, name: $name, prices: $prices, tokensPerMonth: $tokensPerMonth, maxTokensPerRequest: $maxTokens}
              ) {
                __typename
                ... on PlanSaved {
                  plan {
                    id
                    version
                  }
                }
                ... on UserError {
                  code
                  message
                }
              }
            }
            """)
        variables: dict[str, object] = {
            "id": id,
            "name": name,
            "prices": prices,
            "tokensPerMonth": tokens_per_month,
            "maxTokens": max_tokens,
        }
        response = await self.execute(
            query=query, operation_name="CreatePlan", variables=variables, **kwargs
        )
        data = self.get_data(response)
        return CreatePlan.model_validate(data).create_plan

    async def create_promo_code(
        self,
        code: str,
        percent: Union[Optional[int], "UnsetType"] = UNSET,
        amounts: Union[Optional[list["MoneyInput"]], "UnsetType"] = UNSET,
        bonus_tokens: Union[Optional[int], "UnsetType"] = UNSET,
        total_cap: Union[Optional[int], "UnsetType"] = UNSET,
        ends_at: Union[Optional[datetime], "UnsetType"] = UNSET,
        **kwargs: Any,
    ) -> Union[
        "CreatePromoCodeCreatePromoCodeOperationRefused",
        "CreatePromoCodeCreatePromoCodePromoCodeCreated",
    ]:
        """Make a promo code. For admins."""
        from .create_promo_code import CreatePromoCode

        query = gql("""
            mutation CreatePromoCode($code: String!, $percent: Int, $amounts: [MoneyInput!], $bonusTokens: BigInt, $totalCap: Int, $endsAt: DateTime) {
              createPromoCode(
                input: {code: $code, percent: $percent, amounts: $amounts, bonusTokens: $bonusTokens, totalCap: $totalCap, endsAt: $endsAt}
              ) {
                __typename
                ... on PromoCodeCreated {
                  promoCode {
                    name
                    kind
                    percent
                    bonusTokens
                    totalCap
                    perUserCap
                    active
                  }
                }
                ... on UserError {
                  code
                  message
                }
              }
            }
            """)
        variables: dict[str, object] = {
            "code": code,
            "percent": percent,
            "amounts": amounts,
            "bonusTokens": bonus_tokens,
            "totalCap": total_cap,
            "endsAt": ends_at,
        }
        response = await self.execute(
            query=query, operation_name="CreatePromoCode", variables=variables, **kwargs
        )
        data = self.get_data(response)
        return CreatePromoCode.model_validate(data).create_promo_code

    async def create_team(
        self, name: str, key: str, **kwargs: Any
    ) -> Union["CreateTeamCreateTeamOperationRefused", "CreateTeamCreateTeamTeam"]:
        """Make a team that the caller owns. Its wallet is empty: buy tokens for it with `purchase` and `teamId`."""
        from .create_team import CreateTeam

        query = gql("""
            mutation CreateTeam($name: String!, $key: String!) {
              createTeam(input: {name: $name, idempotencyKey: $key}) {
                __typename
                ... on Team {
                  id
                  name
                  role
                  createdAt
                  memberCount
                  balance {
                    available
                    held
                  }
                  membership {
                    role
                    dailyCap
                    monthlyCap
                    usedToday
                    usedThisMonth
                  }
                }
                ... on UserError {
                  code
                  message
                  retryable
                }
              }
            }
            """)
        variables: dict[str, object] = {"name": name, "key": key}
        response = await self.execute(
            query=query, operation_name="CreateTeam", variables=variables, **kwargs
        )
        data = self.get_data(response)
        return CreateTeam.model_validate(data).create_team

    async def create_webhook_endpoint(
        self,
        url: str,
        event_types: Union[list["WebhookEventType"], "UnsetType"] = UNSET,
        description: Union[str, "UnsetType"] = UNSET,
        **kwargs: Any,
    ) -> Union[
        "CreateWebhookEndpointCreateWebhookEndpointOperationRefused",
        "CreateWebhookEndpointCreateWebhookEndpointWebhookSecretShown",
    ]:
        """Have events sent to another system, signed; 20 endpoints at most. For admins."""
        from .create_webhook_endpoint import CreateWebhookEndpoint

        query = gql("""
            mutation CreateWebhookEndpoint($url: String!, $eventTypes: [WebhookEventType!]! = [], $description: String! = "") {
              createWebhookEndpoint(
                input: {url: $url, eventTypes: $eventTypes, description: $description}
              ) {
                __typename
                ... on WebhookSecretShown {
                  secret
                  endpoint {
                    id
                    url
                    eventTypes
                    enabled
                    createdAt
                  }
                }
                ... on UserError {
                  code
                  message
                  retryable
                }
              }
            }
            """)
        variables: dict[str, object] = {
            "url": url,
            "eventTypes": event_types,
            "description": description,
        }
        response = await self.execute(
            query=query,
            operation_name="CreateWebhookEndpoint",
            variables=variables,
            **kwargs,
        )
        data = self.get_data(response)
        return CreateWebhookEndpoint.model_validate(data).create_webhook_endpoint

    async def debit_tokens(
        self, user_id: str, amount: int, reason: str, key: str, **kwargs: Any
    ) -> Union[
        "DebitTokensDebitTokensBalanceAdjusted",
        "DebitTokensDebitTokensOperationRefused",
    ]:
        """Take tokens from a user, never more than are available. A row of `auditLog` is written before, and completed after. For admins."""
        from .debit_tokens import DebitTokens

        query = gql("""
            mutation DebitTokens($userId: ID!, $amount: BigInt!, $reason: String!, $key: String!) {
              debitTokens(
                input: {userId: $userId, amount: $amount, reason: $reason, idempotencyKey: $key}
              ) {
                __typename
                ... on BalanceAdjusted {
                  actionId
                  availableBefore
                  balance {
                    available
                    free
                    purchased
                    held
                    debt
                  }
                }
                ... on UserError {
                  code
                  message
                  retryable
                }
              }
            }
            """)
        variables: dict[str, object] = {
            "userId": user_id,
            "amount": amount,
            "reason": reason,
            "key": key,
        }
        response = await self.execute(
            query=query, operation_name="DebitTokens", variables=variables, **kwargs
        )
        data = self.get_data(response)
        return DebitTokens.model_validate(data).debit_tokens

    async def decide_dispute(
        self,
        dispute_id: str,
        amount: int,
        reason: str,
        key: str,
        payment_id: Union[Optional[str], "UnsetType"] = UNSET,
        invoice_id: Union[Optional[str], "UnsetType"] = UNSET,
        **kwargs: Any,
    ) -> Union[
        "DecideDisputeDecideDisputeDisputeDecided",
        "DecideDisputeDecideDisputeOperationRefused",
    ]:
        """Say how much a lost dispute takes whose currency is not the payment's: its tokens are frozen until then. It may be decided anew. For admins."""
        from .decide_dispute import DecideDispute

        query = gql("""
            mutation DecideDispute($paymentId: ID, $invoiceId: ID, $disputeId: ID!, $amount: BigInt!, $reason: String!, $key: String!) {
              decideDispute(
                input: {paymentId: $paymentId, invoiceId: $invoiceId, disputeId: $disputeId, amount: $amount, reason: $reason, idempotencyKey: $key}
              ) {
                __typename
                ... on DisputeDecided {
                  disputeId
                  tokensTakenBack
                }
                ... on UserError {
                  code
                  message
                  retryable
                }
              }
            }
            """)
        variables: dict[str, object] = {
            "paymentId": payment_id,
            "invoiceId": invoice_id,
            "disputeId": dispute_id,
            "amount": amount,
            "reason": reason,
            "key": key,
        }
        response = await self.execute(
            query=query, operation_name="DecideDispute", variables=variables, **kwargs
        )
        data = self.get_data(response)
        return DecideDispute.model_validate(data).decide_dispute

    async def decline_team_invitation(
        self,
        token: Union[Optional[str], "UnsetType"] = UNSET,
        invitation: Union[Optional[str], "UnsetType"] = UNSET,
        **kwargs: Any,
    ) -> Union[
        "DeclineTeamInvitationDeclineTeamInvitationOperationRefused",
        "DeclineTeamInvitationDeclineTeamInvitationTeamInvitationEnded",
    ]:
        """Decline an invitation to a team; nobody can accept it any more."""
        from .decline_team_invitation import DeclineTeamInvitation

        query = gql("""
            mutation DeclineTeamInvitation($token: String, $invitation: ID) {
              declineTeamInvitation(input: {token: $token, invitationId: $invitation}) {
                __typename
                ... on TeamInvitationEnded {
                  invitationId
                }
                ... on UserError {
                  code
                  message
                  retryable
                }
              }
            }
            """)
        variables: dict[str, object] = {"token": token, "invitation": invitation}
        response = await self.execute(
            query=query,
            operation_name="DeclineTeamInvitation",
            variables=variables,
            **kwargs,
        )
        data = self.get_data(response)
        return DeclineTeamInvitation.model_validate(data).decline_team_invitation

    async def delete_conversation(
        self, conversation: str, **kwargs: Any
    ) -> Union[
        "DeleteConversationDeleteConversationConversationDeleted",
        "DeleteConversationDeleteConversationOperationRefused",
    ]:
        """Remove one of the caller's own conversations with all its messages, for good and for all with whom it is shared. A reply that is being written in it is stopped. Charges stay. One that was removed before is NOT_FOUND."""
        from .delete_conversation import DeleteConversation

        query = gql("""
            mutation DeleteConversation($conversation: ID!) {
              deleteConversation(input: {conversationId: $conversation}) {
                __typename
                ... on ConversationDeleted {
                  conversationId
                }
                ... on UserError {
                  code
                  message
                  retryable
                }
              }
            }
            """)
        variables: dict[str, object] = {"conversation": conversation}
        response = await self.execute(
            query=query,
            operation_name="DeleteConversation",
            variables=variables,
            **kwargs,
        )
        data = self.get_data(response)
        return DeleteConversation.model_validate(data).delete_conversation

    async def delete_my_account(
        self,
        confirm: str,
        password: Union[Optional[str], "UnsetType"] = UNSET,
        **kwargs: Any,
    ) -> Union[
        "DeleteMyAccountDeleteMyAccountAccountDeleted",
        "DeleteMyAccountDeleteMyAccountOperationRefused",
    ]:
        """Delete the caller's account. It cannot be undone; what is left is in docs/account.md."""
        from .delete_my_account import DeleteMyAccount

        query = gql("""
            mutation DeleteMyAccount($confirm: String!, $password: String) {
              deleteMyAccount(input: {confirm: $confirm, password: $password}) {
                __typename
                ... on AccountDeleted {
                  userId
                }
                ... on UserError {
                  code
                  message
                  retryable
                }
              }
            }
            """)
        variables: dict[str, object] = {"confirm": confirm, "password": password}
        response = await self.execute(
            query=query, operation_name="DeleteMyAccount", variables=variables, **kwargs
        )
        data = self.get_data(response)
        return DeleteMyAccount.model_validate(data).delete_my_account

    async def delete_ticket(
        self, ticket: str, **kwargs: Any
    ) -> Union[
        "DeleteTicketDeleteTicketOperationRefused",
        "DeleteTicketDeleteTicketTicketDeleted",
    ]:
        """Remove one of the caller's tickets for good; links to its files end. Its charge stays. One that was removed before is NOT_FOUND."""
        from .delete_ticket import DeleteTicket

        query = gql("""
            mutation DeleteTicket($ticket: ID!) {
              deleteTicket(input: {ticketId: $ticket}) {
                __typename
                ... on TicketDeleted {
                  ticketId
                }
                ... on UserError {
                  code
                  message
                  retryable
                }
              }
            }
            """)
        variables: dict[str, object] = {"ticket": ticket}
        response = await self.execute(
            query=query, operation_name="DeleteTicket", variables=variables, **kwargs
        )
        data = self.get_data(response)
        return DeleteTicket.model_validate(data).delete_ticket

    async def delete_webhook_endpoint(
        self, endpoint: str, **kwargs: Any
    ) -> Union[
        "DeleteWebhookEndpointDeleteWebhookEndpointOperationRefused",
        "DeleteWebhookEndpointDeleteWebhookEndpointWebhookEndpointDeleted",
    ]:
        """Send nothing more to an endpoint, for good. For admins."""
        from .delete_webhook_endpoint import DeleteWebhookEndpoint

        query = gql("""
            mutation DeleteWebhookEndpoint($endpoint: ID!) {
              deleteWebhookEndpoint(input: {endpointId: $endpoint}) {
                __typename
                ... on WebhookEndpointDeleted {
                  endpointId
                }
                ... on UserError {
                  code
                  message
                  retryable
                }
              }
            }
            """)
        variables: dict[str, object] = {"endpoint": endpoint}
        response = await self.execute(
            query=query,
            operation_name="DeleteWebhookEndpoint",
            variables=variables,
            **kwargs,
        )
        data = self.get_data(response)
        return DeleteWebhookEndpoint.model_validate(data).delete_webhook_endpoint

    async def end_share(
        self, share: str, **kwargs: Any
    ) -> Union["EndShareEndShareOperationRefused", "EndShareEndShareShareEnded"]:
        """End a person's access to one of the caller's own conversations, or take an invitation back. What they wrote stays in it; a reply that is being written for them is stopped, and not stored. Repeating it is no error."""
        from .end_share import EndShare

        query = gql("""
            mutation EndShare($share: ID!) {
              endShare(input: {shareId: $share}) {
                __typename
                ... on ShareEnded {
                  shareId
                }
                ... on UserError {
                  code
                  message
                  retryable
                }
              }
            }
            """)
        variables: dict[str, object] = {"share": share}
        response = await self.execute(
            query=query, operation_name="EndShare", variables=variables, **kwargs
        )
        data = self.get_data(response)
        return EndShare.model_validate(data).end_share

    async def estimate(
        self,
        message: str,
        attachments: Union[Optional[list["AttachmentInput"]], "UnsetType"] = UNSET,
        model: Union[Optional[str], "UnsetType"] = UNSET,
        conversation: Union[Optional[str], "UnsetType"] = UNSET,
        max_tokens: Union[Optional[int], "UnsetType"] = UNSET,
        **kwargs: Any,
    ) -> Union[
        "EstimateEstimateAttachmentRefused",
        "EstimateEstimateChatEstimate",
        "EstimateEstimateModelTakesNoImages",
        "EstimateEstimateOperationRefused",
    ]:
        """The most that a chat can cost the caller now, and why. Nothing is held or sent."""
        from .estimate import Estimate

        query = gql("""
            query Estimate($message: String!, $attachments: [AttachmentInput!], $model: ID, $conversation: ID, $maxTokens: Int) {
              estimate(
                input: {message: $message, attachments: $attachments, modelId: $model, conversationId: $conversation, maxTokens: $maxTokens}
              ) {
                __typename
                ... on ChatEstimate {
                  modelId
                  inputTokens
                  images
                  imageTokens
                  outputTokens
                  required
                  available
                  affordable
                  shortened
                  refusal
                  pricing {
                    input
                    output
                    cacheRead
                    cacheWrite
                    reasoning
                    image
                    version
                  }
                }
                ... on UserError {
                  code
                  message
                  retryable
                }
              }
            }
            """)
        variables: dict[str, object] = {
            "message": message,
            "attachments": attachments,
            "model": model,
            "conversation": conversation,
            "maxTokens": max_tokens,
        }
        response = await self.execute(
            query=query, operation_name="Estimate", variables=variables, **kwargs
        )
        data = self.get_data(response)
        return Estimate.model_validate(data).estimate

    async def exchange_sign_in(
        self,
        code: str,
        verifier: str,
        referral_code: Union[Optional[str], "UnsetType"] = UNSET,
        **kwargs: Any,
    ) -> Union[
        "ExchangeSignInExchangeSignInOperationRefused",
        "ExchangeSignInExchangeSignInSession",
        "ExchangeSignInExchangeSignInSessionInCookies",
    ]:
        """Sign in with the one-time code that a provider's sign-in ended with; makes an account where there is none. Called with a guest's token, the guest becomes that account, or goes over to the one that was there. See docs/sign-in.md."""
        from .exchange_sign_in import ExchangeSignIn

        query = gql("""
            mutation ExchangeSignIn($code: String!, $verifier: String!, $referralCode: String) {
              exchangeSignIn(
                input: {code: $code, verifier: $verifier, referralCode: $referralCode}
              ) {
                __typename
                ... on Session {
                  accessToken
                  refreshToken
                  expiresAt
                  user {
                    id
                    email
                    role
                    linkedProviders {
                      provider
                      email
                      linkedAt
                    }
                  }
                }
                ... on SessionInCookies {
                  expiresAt
                  user {
                    id
                    email
                    role
                  }
                }
                ... on UserError {
                  code
                  message
                  retryable
                }
              }
            }
            """)
        variables: dict[str, object] = {
            "code": code,
            "verifier": verifier,
            "referralCode": referral_code,
        }
        response = await self.execute(
            query=query, operation_name="ExchangeSignIn", variables=variables, **kwargs
        )
        data = self.get_data(response)
        return ExchangeSignIn.model_validate(data).exchange_sign_in

    async def export_all_usage(
        self,
        format: "UsageExportFormat",
        user: Union[Optional[str], "UnsetType"] = UNSET,
        from_: Union[Optional[datetime], "UnsetType"] = UNSET,
        to: Union[Optional[datetime], "UnsetType"] = UNSET,
        model: Union[Optional[str], "UnsetType"] = UNSET,
        kind: Union[Optional["UsageKind"], "UnsetType"] = UNSET,
        **kwargs: Any,
    ) -> Union[
        "ExportAllUsageExportAllUsageOperationRefused",
        "ExportAllUsageExportAllUsageUsageExportOffered",
    ]:
        """Offer the usage of a user, or of everybody, as a file behind a link. That it was asked for stands in the audit log. For admins."""
        from .export_all_usage import ExportAllUsage

        query = gql("""
            mutation ExportAllUsage($format: UsageExportFormat!, $user: ID, $from: DateTime, $to: DateTime, $model: ID, $kind: UsageKind) {
              exportAllUsage(
                input: {format: $format, userId: $user, from: $from, to: $to, modelId: $model, kind: $kind}
              ) {
                __typename
                ... on UsageExportOffered {
                  usageExport {
                    id
                    format
                    state
                    rows
                    progress
                    until
                    url
                    expiresAt
                  }
                }
                ... on UserError {
                  code
                  message
                }
              }
            }
            """)
        variables: dict[str, object] = {
            "format": format,
            "user": user,
            "from": from_,
            "to": to,
            "model": model,
            "kind": kind,
        }
        response = await self.execute(
            query=query, operation_name="ExportAllUsage", variables=variables, **kwargs
        )
        data = self.get_data(response)
        return ExportAllUsage.model_validate(data).export_all_usage

    async def export_my_data(self, **kwargs: Any) -> "ExportMyDataExportMyData":
        """A link to everything about the caller. EXPORT_RUNNING while they take one, EXPORT_LIMIT_REACHED when they took as many today as one may."""
        from .export_my_data import ExportMyData

        query = gql("""
            query ExportMyData {
              exportMyData {
                url
                expiresAt
              }
            }
            """)
        variables: dict[str, object] = {}
        response = await self.execute(
            query=query, operation_name="ExportMyData", variables=variables, **kwargs
        )
        data = self.get_data(response)
        return ExportMyData.model_validate(data).export_my_data

    async def export_usage(
        self,
        format: "UsageExportFormat",
        filter_: Union[Optional["UsageFilterInput"], "UnsetType"] = UNSET,
        team: Union[Optional[str], "UnsetType"] = UNSET,
        **kwargs: Any,
    ) -> Union[
        "ExportUsageExportUsageOperationRefused",
        "ExportUsageExportUsageUsageExportOffered",
    ]:
        """Offer the caller's usage, or a team's, as a file behind a link. It takes the place of the caller's last export; EXPORT_RUNNING while that is being sent."""
        from .export_usage import ExportUsage

        query = gql("""
            mutation ExportUsage($format: UsageExportFormat!, $filter: UsageFilterInput, $team: ID) {
              exportUsage(input: {format: $format, filter: $filter, teamId: $team}) {
                __typename
                ... on UsageExportOffered {
                  usageExport {
                    id
                    format
                    state
                    rows
                    progress
                    until
                    url
                    expiresAt
                  }
                }
                ... on UserError {
                  code
                  message
                }
              }
            }
            """)
        variables: dict[str, object] = {
            "format": format,
            "filter": filter_,
            "team": team,
        }
        response = await self.execute(
            query=query, operation_name="ExportUsage", variables=variables, **kwargs
        )
        data = self.get_data(response)
        return ExportUsage.model_validate(data).export_usage

    async def flag_message(
        self, message: str, reason: str, **kwargs: Any
    ) -> Union[
        "FlagMessageFlagMessageMessageFlag", "FlagMessageFlagMessageOperationRefused"
    ]:
        """Mark a message of a conversation that the caller sees, a person's or a model's, for an admin to look at. A caller's first flag of a message stays; each may flag 50 messages a day."""
        from .flag_message import FlagMessage

        query = gql("""
            mutation FlagMessage($message: ID!, $reason: String!) {
              flagMessage(input: {messageId: $message, reason: $reason}) {
                __typename
                ... on MessageFlag {
                  messageId
                  reason
                  flaggedAt
                }
                ... on UserError {
                  code
                  message
                  retryable
                }
              }
            }
            """)
        variables: dict[str, object] = {"message": message, "reason": reason}
        response = await self.execute(
            query=query, operation_name="FlagMessage", variables=variables, **kwargs
        )
        data = self.get_data(response)
        return FlagMessage.model_validate(data).flag_message

    async def flagged_messages(
        self,
        first: int,
        after: Union[Optional[str], "UnsetType"] = UNSET,
        state: Union["MessageReviewState", "UnsetType"] = UNSET,
        **kwargs: Any,
    ) -> "FlaggedMessagesFlaggedMessages":
        """Messages that users have flagged, or admins have removed, the longest in this state first. For admins."""
        from .flagged_messages import FlaggedMessages

        query = gql("""
            query FlaggedMessages($first: Int!, $after: String, $state: MessageReviewState! = OPEN) {
              flaggedMessages(first: $first, after: $after, state: $state) {
                edges {
                  node {
                    messageId
                    conversationId
                    authorId
                    role
                    content
                    modelId
                    state
                    since
                    flagCount
                    flags {
                      flaggedBy
                      category
                      reason
                      flaggedAt
                    }
                    decidedBy
                    decidedAt
                    decisionReason
                  }
                }
                pageInfo {
                  hasNextPage
                  endCursor
                }
              }
            }
            """)
        variables: dict[str, object] = {"first": first, "after": after, "state": state}
        response = await self.execute(
            query=query, operation_name="FlaggedMessages", variables=variables, **kwargs
        )
        data = self.get_data(response)
        return FlaggedMessages.model_validate(data).flagged_messages

    async def generate_ticket(
        self,
        description: str,
        key: str,
        model: Union[Optional[str], "UnsetType"] = UNSET,
        **kwargs: Any,
    ) -> Union[
        "GenerateTicketGenerateTicketInsufficientTokens",
        "GenerateTicketGenerateTicketOperationRefused",
        "GenerateTicketGenerateTicketPaywall",
        "GenerateTicketGenerateTicketTicketGenerated",
    ]:
        """Make a ticket of a description, and wait for it. It is held for and charged as a chat; one that fails, or that has not its form at a second try either (STRUCTURE_INVALID), costs nothing."""
        from .generate_ticket import GenerateTicket

        query = gql("""
            mutation GenerateTicket($description: String!, $model: ID, $key: String!) {
              generateTicket(
                input: {description: $description, modelId: $model, idempotencyKey: $key}
              ) {
                __typename
                ... on TicketGenerated {
                  ticket {
                    id
                    title
                    description
                    acceptanceCriteria
                    priority
                    labels
                    modelId
                    createdAt
                  }
                  usage {
                    inputTokens
                    outputTokens
                    cost
                  }
                  balance {
                    available
                    held
                  }
                }
                ... on InsufficientTokens {
                  code
                  message
                  suggestion
                  required
                  available
                  balance {
                    available
                  }
                }
                ... on Paywall {
                  modelId
                  requiredPlanId
                }
                ... on UserError {
                  code
                  message
                  retryable
                }
              }
            }
            """)
        variables: dict[str, object] = {
            "description": description,
            "model": model,
            "key": key,
        }
        response = await self.execute(
            query=query, operation_name="GenerateTicket", variables=variables, **kwargs
        )
        data = self.get_data(response)
        return GenerateTicket.model_validate(data).generate_ticket

    async def gifts(
        self,
        first: int,
        after: Union[Optional[str], "UnsetType"] = UNSET,
        **kwargs: Any,
    ) -> "GiftsGifts":
        """Gifts that the caller received, the newest purchase first."""
        from .gifts import Gifts

        query = gql("""
            query Gifts($first: Int!, $after: String) {
              gifts(first: $first, after: $after) {
                edges {
                  node {
                    id
                    tokens
                    bonusTokens
                    message
                    giverName
                    receivedAt
                  }
                }
                pageInfo {
                  hasNextPage
                  endCursor
                }
              }
            }
            """)
        variables: dict[str, object] = {"first": first, "after": after}
        response = await self.execute(
            query=query, operation_name="Gifts", variables=variables, **kwargs
        )
        data = self.get_data(response)
        return Gifts.model_validate(data).gifts

    async def grant_tokens(
        self,
        user_id: str,
        amount: int,
        reason: str,
        key: str,
        expires_at: Union[Optional[datetime], "UnsetType"] = UNSET,
        **kwargs: Any,
    ) -> Union[
        "GrantTokensGrantTokensBalanceAdjusted",
        "GrantTokensGrantTokensOperationRefused",
    ]:
        """Give a user free tokens. A row of `auditLog` is written before, and completed after. For admins."""
        from .grant_tokens import GrantTokens

        query = gql("""
            mutation GrantTokens($userId: ID!, $amount: BigInt!, $expiresAt: DateTime, $reason: String!, $key: String!) {
              grantTokens(
                input: {userId: $userId, amount: $amount, expiresAt: $expiresAt, reason: $reason, idempotencyKey: $key}
              ) {
                __typename
                ... on BalanceAdjusted {
                  actionId
                  availableBefore
                  balance {
                    available
                    free
                    purchased
                    held
                    debt
                  }
                }
                ... on UserError {
                  code
                  message
                  retryable
                }
              }
            }
            """)
        variables: dict[str, object] = {
            "userId": user_id,
            "amount": amount,
            "expiresAt": expires_at,
            "reason": reason,
            "key": key,
        }
        response = await self.execute(
            query=query, operation_name="GrantTokens", variables=variables, **kwargs
        )
        data = self.get_data(response)
        return GrantTokens.model_validate(data).grant_tokens

    async def hold_tokens(
        self,
        amount: int,
        key: str,
        user: Union[Optional[str], "UnsetType"] = UNSET,
        seconds: Union[Optional[int], "UnsetType"] = UNSET,
        **kwargs: Any,
    ) -> Union[
        "HoldTokensHoldTokensInsufficientTokens",
        "HoldTokensHoldTokensOperationRefused",
        "HoldTokensHoldTokensTokensHeld",
    ]:
        """Reserve the most that work elsewhere can cost. Who does it settles what it did cost, or releases it; what is forgotten is released by itself. At most 64 holds of one wallet are open."""
        from .hold_tokens import HoldTokens

        query = gql("""
            mutation HoldTokens($user: ID, $amount: BigInt!, $seconds: Int, $key: String!) {
              holdTokens(
                input: {userId: $user, amount: $amount, seconds: $seconds, idempotencyKey: $key}
              ) {
                __typename
                ... on TokensHeld {
                  hold {
                    id
                    amount
                    expiresAt
                  }
                  balance {
                    available
                    held
                  }
                }
                ... on InsufficientTokens {
                  required
                  available
                  suggestion
                }
                ... on UserError {
                  code
                  message
                }
              }
            }
            """)
        variables: dict[str, object] = {
            "user": user,
            "amount": amount,
            "seconds": seconds,
            "key": key,
        }
        response = await self.execute(
            query=query, operation_name="HoldTokens", variables=variables, **kwargs
        )
        data = self.get_data(response)
        return HoldTokens.model_validate(data).hold_tokens

    async def invite_team_member(
        self,
        team: str,
        email: str,
        key: str,
        role: Union["TeamRole", "UnsetType"] = UNSET,
        **kwargs: Any,
    ) -> Union[
        "InviteTeamMemberInviteTeamMemberOperationRefused",
        "InviteTeamMemberInviteTeamMemberTeamInvitation",
    ]:
        """Mail an invitation to a team. The address may have an account or not; which of both is not told."""
        from .invite_team_member import InviteTeamMember

        query = gql("""
            mutation InviteTeamMember($team: ID!, $email: String!, $role: TeamRole! = MEMBER, $key: String!) {
              inviteTeamMember(
                input: {teamId: $team, email: $email, role: $role, idempotencyKey: $key}
              ) {
                __typename
                ... on TeamInvitation {
                  id
                  teamId
                  teamName
                  email
                  role
                  expiresAt
                }
                ... on UserError {
                  code
                  message
                  retryable
                }
              }
            }
            """)
        variables: dict[str, object] = {
            "team": team,
            "email": email,
            "role": role,
            "key": key,
        }
        response = await self.execute(
            query=query,
            operation_name="InviteTeamMember",
            variables=variables,
            **kwargs,
        )
        data = self.get_data(response)
        return InviteTeamMember.model_validate(data).invite_team_member

    async def leave_conversation(
        self, conversation: str, **kwargs: Any
    ) -> Union[
        "LeaveConversationLeaveConversationConversationLeft",
        "LeaveConversationLeaveConversationOperationRefused",
    ]:
        """Give up the caller's access to a conversation of somebody else. What they wrote stays in it. One that is not shared with them is NOT_FOUND."""
        from .leave_conversation import LeaveConversation

        query = gql("""
            mutation LeaveConversation($conversation: ID!) {
              leaveConversation(input: {conversationId: $conversation}) {
                __typename
                ... on ConversationLeft {
                  conversationId
                }
                ... on UserError {
                  code
                  message
                  retryable
                }
              }
            }
            """)
        variables: dict[str, object] = {"conversation": conversation}
        response = await self.execute(
            query=query,
            operation_name="LeaveConversation",
            variables=variables,
            **kwargs,
        )
        data = self.get_data(response)
        return LeaveConversation.model_validate(data).leave_conversation

    async def leave_team(
        self, team: str, **kwargs: Any
    ) -> Union["LeaveTeamLeaveTeamOperationRefused", "LeaveTeamLeaveTeamTeamLeft"]:
        """Leave a team. Its owner gives it away first, or closes it."""
        from .leave_team import LeaveTeam

        query = gql("""
            mutation LeaveTeam($team: ID!) {
              leaveTeam(input: {teamId: $team}) {
                __typename
                ... on TeamLeft {
                  teamId
                }
                ... on UserError {
                  code
                  message
                  retryable
                }
              }
            }
            """)
        variables: dict[str, object] = {"team": team}
        response = await self.execute(
            query=query, operation_name="LeaveTeam", variables=variables, **kwargs
        )
        data = self.get_data(response)
        return LeaveTeam.model_validate(data).leave_team

    async def lift_ban(
        self, ban: str, **kwargs: Any
    ) -> Union["LiftBanLiftBanBanLifted", "LiftBanLiftBanOperationRefused"]:
        """End a ban before its time. Other servers hear of it within 2 s. For admins."""
        from .lift_ban import LiftBan

        query = gql("""
            mutation LiftBan($ban: ID!) {
              liftBan(input: {banId: $ban}) {
                __typename
                ... on BanLifted {
                  banId
                }
                ... on UserError {
                  code
                  message
                  retryable
                }
              }
            }
            """)
        variables: dict[str, object] = {"ban": ban}
        response = await self.execute(
            query=query, operation_name="LiftBan", variables=variables, **kwargs
        )
        data = self.get_data(response)
        return LiftBan.model_validate(data).lift_ban

    async def link_provider(
        self, code: str, verifier: str, **kwargs: Any
    ) -> Union[
        "LinkProviderLinkProviderLinkedProviders",
        "LinkProviderLinkProviderOperationRefused",
    ]:
        """Let a sign-in at a provider open your account from now on, whatever address it has, if you signed in less than ten minutes ago. Not open to API keys."""
        from .link_provider import LinkProvider

        query = gql("""
            mutation LinkProvider($code: String!, $verifier: String!) {
              linkProvider(input: {code: $code, verifier: $verifier}) {
                __typename
                ... on LinkedProviders {
                  providers {
                    provider
                    email
                    linkedAt
                  }
                }
                ... on UserError {
                  code
                  message
                  retryable
                }
              }
            }
            """)
        variables: dict[str, object] = {"code": code, "verifier": verifier}
        response = await self.execute(
            query=query, operation_name="LinkProvider", variables=variables, **kwargs
        )
        data = self.get_data(response)
        return LinkProvider.model_validate(data).link_provider

    async def login(
        self, email: str, password: str, **kwargs: Any
    ) -> Union[
        "LoginLoginOperationRefused", "LoginLoginSession", "LoginLoginSessionInCookies"
    ]:
        """Sign in with e-mail and password. Called with a guest's token, the guest's conversations go over to the account."""
        from .login import Login

        query = gql("""
            mutation Login($email: String!, $password: String!) {
              login(input: {email: $email, password: $password}) {
                __typename
                ... on Session {
                  accessToken
                  refreshToken
                  expiresAt
                  user {
                    id
                    email
                    role
                  }
                }
                ... on UserError {
                  code
                  message
                }
              }
            }
            """)
        variables: dict[str, object] = {"email": email, "password": password}
        response = await self.execute(
            query=query, operation_name="Login", variables=variables, **kwargs
        )
        data = self.get_data(response)
        return Login.model_validate(data).login

    async def logout(
        self, refresh_token: str, **kwargs: Any
    ) -> Union["LogoutLogoutLoggedOut", "LogoutLogoutOperationRefused"]:
        """End a session, and with it its access tokens. Repeating it is no error."""
        from .logout import Logout

        query = gql("""
            mutation Logout($refreshToken: String!) {
              logout(input: {refreshToken: $refreshToken}) {
                __typename
                ... on UserError {
                  code
                  message
                }
              }
            }
            """)
        variables: dict[str, object] = {"refreshToken": refresh_token}
        response = await self.execute(
            query=query, operation_name="Logout", variables=variables, **kwargs
        )
        data = self.get_data(response)
        return Logout.model_validate(data).logout

    async def logout_everywhere(
        self, keep_current: Union[Optional[bool], "UnsetType"] = UNSET, **kwargs: Any
    ) -> Union[
        "LogoutEverywhereLogoutEverywhereLoggedOutEverywhere",
        "LogoutEverywhereLogoutEverywhereOperationRefused",
    ]:
        """End all sessions of the caller, this one too unless `keepCurrent` is true, with their access tokens; other servers follow within 2 s, and what is open within 5 s. API keys go on. Not open to API keys."""
        from .logout_everywhere import LogoutEverywhere

        query = gql("""
            mutation LogoutEverywhere($keepCurrent: Boolean = false) {
              logoutEverywhere(input: {keepCurrent: $keepCurrent}) {
                __typename
                ... on LoggedOutEverywhere {
                  sessionsEnded
                }
                ... on UserError {
                  code
                  message
                }
              }
            }
            """)
        variables: dict[str, object] = {"keepCurrent": keep_current}
        response = await self.execute(
            query=query,
            operation_name="LogoutEverywhere",
            variables=variables,
            **kwargs,
        )
        data = self.get_data(response)
        return LogoutEverywhere.model_validate(data).logout_everywhere

    async def low_balance(self, **kwargs: Any) -> AsyncIterator["LowBalanceLowBalance"]:
        """Whether the caller's tokens run low, or those of a team: at once, then each time that they fall below the threshold of `lowBalanceNotice`, with a notice, or are not below it any more, whichever server saw it. A slow reader gets the newest alone."""
        from .low_balance import LowBalance

        query = gql("""
            subscription LowBalance {
              lowBalance {
                low
                notice {
                  id
                  at
                  available
                  held
                  thresholdTokens
                }
              }
            }
            """)
        variables: dict[str, object] = {}
        async for data in self.execute_ws(
            query=query, operation_name="LowBalance", variables=variables, **kwargs
        ):
            yield LowBalance.model_validate(data).low_balance

    async def low_balance_notice(
        self, **kwargs: Any
    ) -> "LowBalanceNoticeLowBalanceNotice":
        """When the caller is told that their tokens run low, or those of a team, by `lowBalance` and by mail."""
        from .low_balance_notice import LowBalanceNotice

        query = gql("""
            query LowBalanceNotice {
              lowBalanceNotice {
                thresholdTokens
                isDefault
                byMail
                low
              }
            }
            """)
        variables: dict[str, object] = {}
        response = await self.execute(
            query=query,
            operation_name="LowBalanceNotice",
            variables=variables,
            **kwargs,
        )
        data = self.get_data(response)
        return LowBalanceNotice.model_validate(data).low_balance_notice

    async def me(self, **kwargs: Any) -> "MeMe":
        """The signed-in user."""
        from .me import Me

        query = gql("""
            query Me {
              me {
                id
                email
                name
                role
                createdAt
                usage {
                  requests
                  tokens
                  cost
                }
              }
            }
            """)
        variables: dict[str, object] = {}
        response = await self.execute(
            query=query, operation_name="Me", variables=variables, **kwargs
        )
        data = self.get_data(response)
        return Me.model_validate(data).me

    async def messages(
        self,
        conversation: str,
        first: int,
        after: Union[Optional[str], "UnsetType"] = UNSET,
        **kwargs: Any,
    ) -> "MessagesMessages":
        """The messages of the branch that a conversation which the caller sees shows, the oldest first unless `newestFirst`."""
        from .messages import Messages

        query = gql("""
            query Messages($conversation: ID!, $first: Int!, $after: String) {
              messages(conversationId: $conversation, first: $first, after: $after) {
                edges {
                  node {
                    id
                    role
                    content
                    modelId
                    usage {
                      inputTokens
                      outputTokens
                      cost
                    }
                    createdAt
                  }
                }
                pageInfo {
                  hasNextPage
                  endCursor
                }
              }
            }
            """)
        variables: dict[str, object] = {
            "conversation": conversation,
            "first": first,
            "after": after,
        }
        response = await self.execute(
            query=query, operation_name="Messages", variables=variables, **kwargs
        )
        data = self.get_data(response)
        return Messages.model_validate(data).messages

    async def messages_in_full(
        self,
        conversation: str,
        first: int,
        after: Union[Optional[str], "UnsetType"] = UNSET,
        **kwargs: Any,
    ) -> "MessagesInFullMessages":
        """The messages of the branch that a conversation which the caller sees shows, the oldest first unless `newestFirst`."""
        from .messages_in_full import MessagesInFull

        query = gql("""
            query MessagesInFull($conversation: ID!, $first: Int!, $after: String) {
              messages(conversationId: $conversation, first: $first, after: $after) {
                edges {
                  node {
                    id
                    role
                    content
                    removedAt
                    notice
                    modelId
                    requestedModelId
                    finishReason
                    createdAt
                    usage {
                      inputTokens
                      outputTokens
                      cacheReadTokens
                      cacheWriteTokens
                      reasoningTokens
                      images
                      cost
                      countedBy
                      pricing {
                        input
                        output
                        cacheRead
                        cacheWrite
                        reasoning
                        image
                        version
                        policy
                      }
                    }
                  }
                }
                pageInfo {
                  hasNextPage
                  endCursor
                }
              }
            }
            """)
        variables: dict[str, object] = {
            "conversation": conversation,
            "first": first,
            "after": after,
        }
        response = await self.execute(
            query=query, operation_name="MessagesInFull", variables=variables, **kwargs
        )
        data = self.get_data(response)
        return MessagesInFull.model_validate(data).messages

    async def model_overrides(
        self,
        first: int,
        after: Union[Optional[str], "UnsetType"] = UNSET,
        **kwargs: Any,
    ) -> "ModelOverridesModelOverrides":
        """All that admins set for models, by model id. For admins."""
        from .model_overrides import ModelOverrides

        query = gql("""
            query ModelOverrides($first: Int!, $after: String) {
              modelOverrides(first: $first, after: $after) {
                edges {
                  node {
                    modelId
                    listed
                    hidden
                    premium
                    name
                    factorPerMille
                    marginPerMille
                    rates {
                      input
                      output
                    }
                  }
                }
                pageInfo {
                  hasNextPage
                  endCursor
                }
              }
            }
            """)
        variables: dict[str, object] = {"first": first, "after": after}
        response = await self.execute(
            query=query, operation_name="ModelOverrides", variables=variables, **kwargs
        )
        data = self.get_data(response)
        return ModelOverrides.model_validate(data).model_overrides

    async def models(
        self,
        first: int,
        search: Union[Optional[str], "UnsetType"] = UNSET,
        free_only: Union[Optional[bool], "UnsetType"] = UNSET,
        **kwargs: Any,
    ) -> "ModelsModels":
        """The models that can be chatted with, free ones first. Open to everyone."""
        from .models import Models

        query = gql("""
            query Models($first: Int!, $search: String, $freeOnly: Boolean) {
              models(first: $first, search: $search, freeOnly: $freeOnly) {
                edges {
                  node {
                    id
                    name
                    provider
                    contextWindow
                    free
                    pricing {
                      input
                      output
                    }
                  }
                }
                pageInfo {
                  hasNextPage
                  endCursor
                }
              }
            }
            """)
        variables: dict[str, object] = {
            "first": first,
            "search": search,
            "freeOnly": free_only,
        }
        response = await self.execute(
            query=query, operation_name="Models", variables=variables, **kwargs
        )
        data = self.get_data(response)
        return Models.model_validate(data).models

    async def models_in_full(
        self,
        first: int,
        after: Union[Optional[str], "UnsetType"] = UNSET,
        search: Union[Optional[str], "UnsetType"] = UNSET,
        **kwargs: Any,
    ) -> "ModelsInFullModels":
        """The models that can be chatted with, free ones first. Open to everyone."""
        from .models_in_full import ModelsInFull

        query = gql("""
            query ModelsInFull($first: Int!, $after: String, $search: String) {
              models(first: $first, after: $after, search: $search) {
                edges {
                  node {
                    id
                    name
                    provider
                    contextWindow
                    free
                    premium
                    pricing {
                      input
                      output
                      cacheRead
                      cacheWrite
                      reasoning
                      image
                      version
                      policy
                    }
                  }
                }
                pageInfo {
                  hasNextPage
                  endCursor
                }
              }
            }
            """)
        variables: dict[str, object] = {
            "first": first,
            "after": after,
            "search": search,
        }
        response = await self.execute(
            query=query, operation_name="ModelsInFull", variables=variables, **kwargs
        )
        data = self.get_data(response)
        return ModelsInFull.model_validate(data).models

    async def my_account(self, **kwargs: Any) -> "MyAccountMe":
        """The signed-in user."""
        from .my_account import MyAccount

        query = gql("""
            query MyAccount {
              me {
                id
                email
                name
                avatarUrl
                initials
                role
                createdAt
                preferences {
                  theme
                  language
                  chatModelId
                  ticketModelId
                }
                subscription {
                  planId
                  status
                  paidUntil
                  limits {
                    requestsPerDay
                    tokensPerMonth
                    maxTokensPerRequest
                    premiumModels
                  }
                }
                allowance {
                  planId
                  requestsToday
                  requestsPerDay
                  freeTokensThisMonth
                  freeTokensPerMonth
                  premiumModels
                }
                usage {
                  requests
                  tokens
                  cost
                }
              }
            }
            """)
        variables: dict[str, object] = {}
        response = await self.execute(
            query=query, operation_name="MyAccount", variables=variables, **kwargs
        )
        data = self.get_data(response)
        return MyAccount.model_validate(data).me

    async def overview(
        self,
        from_: datetime,
        to: datetime,
        bucket: Union["TimeBucket", "UnsetType"] = UNSET,
        timezone: Union[str, "UnsetType"] = UNSET,
        **kwargs: Any,
    ) -> "OverviewOverview":
        """Usage, money, people, and how the models do, in a range of time that is widened to whole quarters of an hour. For admins."""
        from .overview import Overview

        query = gql("""
            query Overview($from: DateTime!, $to: DateTime!, $bucket: TimeBucket! = DAY, $timezone: String! = "UTC") {
              overview(from: $from, to: $to, bucket: $bucket, timezone: $timezone) {
                from
                to
                totals {
                  requests
                  succeeded
                  failed
                  refused
                  successPercent
                  inputTokens
                  outputTokens
                  cost
                  providerCostNanodollars
                  priced
                  marginNanodollars
                  compared
                }
                series {
                  start
                  newUsers
                  replies {
                    requests
                    failed
                  }
                }
                providers {
                  provider
                  modelId
                  asked
                  providerFailures
                  providerFailurePercent
                  totals {
                    requests
                    succeeded
                    failed
                    refused
                    successPercent
                    inputTokens
                    outputTokens
                    cost
                    providerCostNanodollars
                    priced
                    marginNanodollars
                    compared
                  }
                  failures {
                    reason
                    count
                  }
                  firstToken {
                    p50Ms
                    p95Ms
                    p99Ms
                    measured
                  }
                  wholeReply {
                    p50Ms
                    p95Ms
                    p99Ms
                    measured
                  }
                }
                models {
                  provider
                  modelId
                  asked
                  providerFailurePercent
                  totals {
                    requests
                    cost
                    providerCostNanodollars
                    marginNanodollars
                  }
                  firstToken {
                    p50Ms
                    p95Ms
                  }
                  wholeReply {
                    p50Ms
                    p95Ms
                  }
                }
                revenue {
                  currency
                  method
                  sales
                  gross {
                    formatted
                  }
                  tax {
                    formatted
                  }
                  refunded {
                    formatted
                  }
                  lost {
                    formatted
                  }
                  disputed {
                    formatted
                  }
                  net {
                    formatted
                  }
                }
                payments {
                  currency
                  method
                  started
                  succeeded
                  failed
                  cancelled
                  waiting
                  reasons {
                    reason
                    count
                  }
                }
                newUsers
                activeUsers {
                  day
                  week
                  month
                }
              }
            }
            """)
        variables: dict[str, object] = {
            "from": from_,
            "to": to,
            "bucket": bucket,
            "timezone": timezone,
        }
        response = await self.execute(
            query=query, operation_name="Overview", variables=variables, **kwargs
        )
        data = self.get_data(response)
        return Overview.model_validate(data).overview

    async def package_history(
        self,
        first: int,
        id: Union[Optional[str], "UnsetType"] = UNSET,
        after: Union[Optional[str], "UnsetType"] = UNSET,
        **kwargs: Any,
    ) -> "PackageHistoryPackageHistory":
        """Every version of packages that are edited here, the newest first: before and after, when, and by whom. For admins."""
        from .package_history import PackageHistory

        query = gql("""
            query PackageHistory($id: ID, $first: Int!, $after: String) {
              packageHistory(packageId: $id, first: $first, after: $after) {
                edges {
                  node {
                    packageId
                    change
                    at
                    adminId
                    before {
                      version
                      retired
                      order
                    }
                    after {
                      version
                      retired
                      order
                    }
                  }
                }
                pageInfo {
                  hasNextPage
                  endCursor
                }
              }
            }
            """)
        variables: dict[str, object] = {"id": id, "first": first, "after": after}
        response = await self.execute(
            query=query, operation_name="PackageHistory", variables=variables, **kwargs
        )
        data = self.get_data(response)
        return PackageHistory.model_validate(data).package_history

    async def packages(self, **kwargs: Any) -> list["PackagesPackages"]:
        """The packages of tokens on sale."""
        from .packages import Packages

        query = gql("""
            query Packages {
              packages {
                id
                name
                tokens
                popular
                default
                price {
                  amount
                  currency
                  formatted
                }
                listPrice {
                  amount
                  currency
                  formatted
                }
                discountPercent
              }
            }
            """)
        variables: dict[str, object] = {}
        response = await self.execute(
            query=query, operation_name="Packages", variables=variables, **kwargs
        )
        data = self.get_data(response)
        return Packages.model_validate(data).packages

    async def payment(self, id: str, **kwargs: Any) -> "PaymentPayment":
        """One payment of the caller. NOT_FOUND when there is none with this id."""
        from .payment import Payment

        query = gql("""
            query Payment($id: ID!) {
              payment(id: $id) {
                id
                status
                method
                gateway
                gatewayReference
                packageId
                tokens
                bonusTokens
                amount {
                  formatted
                }
                tax {
                  formatted
                }
                taxIncluded
                total {
                  formatted
                }
                refunded {
                  formatted
                }
                tokensTakenBack
                failureCode
                failureReason
                failureRetryable
                createdAt
                creditedAt
              }
            }
            """)
        variables: dict[str, object] = {"id": id}
        response = await self.execute(
            query=query, operation_name="Payment", variables=variables, **kwargs
        )
        data = self.get_data(response)
        return Payment.model_validate(data).payment

    async def payment_methods(
        self, package_id: str, **kwargs: Any
    ) -> list["PaymentMethodsPaymentMethods"]:
        """Every way to pay, with whether it can be used for this package, and why not."""
        from .payment_methods import PaymentMethods

        query = gql("""
            query PaymentMethods($packageId: ID!) {
              paymentMethods(packageId: $packageId) {
                method
                available
                reason
              }
            }
            """)
        variables: dict[str, object] = {"packageId": package_id}
        response = await self.execute(
            query=query, operation_name="PaymentMethods", variables=variables, **kwargs
        )
        data = self.get_data(response)
        return PaymentMethods.model_validate(data).payment_methods

    async def payments_for_review(
        self,
        after: Union[Optional[str], "UnsetType"] = UNSET,
        first: Union[int, "UnsetType"] = UNSET,
        **kwargs: Any,
    ) -> "PaymentsForReviewPaymentsForReview":
        """Payments, subscriptions and events that are flagged and wait for a decision, the newest first. For admins."""
        from .payments_for_review import PaymentsForReview

        query = gql("""
            query PaymentsForReview($first: Int! = 20, $after: String) {
              paymentsForReview(first: $first, after: $after) {
                edges {
                  node {
                    id
                    kind
                    userId
                    flags {
                      reason
                      detail
                      at
                    }
                    decisions
                    payment {
                      status
                      tokens
                      gatewayReference
                    }
                    event {
                      type
                      objectId
                    }
                  }
                }
                pageInfo {
                  hasNextPage
                  endCursor
                }
              }
            }
            """)
        variables: dict[str, object] = {"first": first, "after": after}
        response = await self.execute(
            query=query,
            operation_name="PaymentsForReview",
            variables=variables,
            **kwargs,
        )
        data = self.get_data(response)
        return PaymentsForReview.model_validate(data).payments_for_review

    async def plan_history(
        self,
        first: int,
        id: Union[Optional[str], "UnsetType"] = UNSET,
        after: Union[Optional[str], "UnsetType"] = UNSET,
        **kwargs: Any,
    ) -> "PlanHistoryPlanHistory":
        """Every version of plans that are edited here, the newest first: before and after, when, and by whom. For admins."""
        from .plan_history import PlanHistory

        query = gql("""
            query PlanHistory($id: ID, $first: Int!, $after: String) {
              planHistory(planId: $id, first: $first, after: $after) {
                edges {
                  node {
                    planId
                    change
                    at
                    adminId
                    before {
                      version
                      retired
                      order
                    }
                    after {
                      version
                      retired
                      order
                    }
                  }
                }
                pageInfo {
                  hasNextPage
                  endCursor
                }
              }
            }
            """)
        variables: dict[str, object] = {"id": id, "first": first, "after": after}
        response = await self.execute(
            query=query, operation_name="PlanHistory", variables=variables, **kwargs
        )
        data = self.get_data(response)
        return PlanHistory.model_validate(data).plan_history

    async def plan_subscription(
        self, **kwargs: Any
    ) -> Optional["PlanSubscriptionSubscription"]:
        """The caller's running subscription, or else the last one. Null: there never was one; the plan is free."""
        from .plan_subscription import PlanSubscription

        query = gql("""
            query PlanSubscription {
              subscription {
                id
                planId
                nextPlanId
                status
                interval
                price {
                  amount
                  currency
                  formatted
                }
                currentPeriodStart
                currentPeriodEnd
                cancelAtPeriodEnd
                periodTokens
                paidUntil
                endedAt
                limits {
                  requestsPerDay
                  tokensPerMonth
                  maxTokensPerRequest
                  premiumModels
                  priority
                }
              }
            }
            """)
        variables: dict[str, object] = {}
        response = await self.execute(
            query=query,
            operation_name="PlanSubscription",
            variables=variables,
            **kwargs,
        )
        data = self.get_data(response)
        return PlanSubscription.model_validate(data).subscription

    async def plans(
        self, currency: Union[Optional[str], "UnsetType"] = UNSET, **kwargs: Any
    ) -> list["PlansPlans"]:
        """The plans, the free one included."""
        from .plans import Plans

        query = gql("""
            query Plans($currency: String) {
              plans(currency: $currency) {
                id
                name
                prices {
                  price {
                    amount
                    currency
                    formatted
                  }
                  interval
                  tokens
                }
                limits {
                  requestsPerDay
                  tokensPerMonth
                  maxTokensPerRequest
                  premiumModels
                  priority
                }
              }
            }
            """)
        variables: dict[str, object] = {"currency": currency}
        response = await self.execute(
            query=query, operation_name="Plans", variables=variables, **kwargs
        )
        data = self.get_data(response)
        return Plans.model_validate(data).plans

    async def price_quote(
        self,
        package_id: str,
        promo_code: Union[Optional[str], "UnsetType"] = UNSET,
        quantity: Union[int, "UnsetType"] = UNSET,
        **kwargs: Any,
    ) -> Union[
        "PriceQuotePriceQuoteOperationRefused",
        "PriceQuotePriceQuotePriceQuote",
        "PriceQuotePriceQuotePromoCodeRefused",
    ]:
        """What a purchase would cost the caller now, discounts and promo code included."""
        from .price_quote import PriceQuote

        query = gql("""
            query PriceQuote($packageId: ID!, $quantity: Int! = 1, $promoCode: String) {
              priceQuote(
                input: {packageId: $packageId, quantity: $quantity, promoCode: $promoCode}
              ) {
                __typename
                ... on PriceQuote {
                  subtotal {
                    amount
                    currency
                  }
                  discounts {
                    kind
                    promoCode
                    amount {
                      amount
                    }
                  }
                  amount {
                    amount
                    currency
                    formatted
                  }
                  tokens
                  bonusTokens
                  promoCode
                }
                ... on PromoCodeRefused {
                  minimum {
                    amount
                    currency
                  }
                }
                ... on UserError {
                  code
                  message
                  retryable
                }
              }
            }
            """)
        variables: dict[str, object] = {
            "packageId": package_id,
            "quantity": quantity,
            "promoCode": promo_code,
        }
        response = await self.execute(
            query=query, operation_name="PriceQuote", variables=variables, **kwargs
        )
        data = self.get_data(response)
        return PriceQuote.model_validate(data).price_quote

    async def price_versions(
        self,
        first: int,
        after: Union[Optional[str], "UnsetType"] = UNSET,
        version: Union[Optional[str], "UnsetType"] = UNSET,
        **kwargs: Any,
    ) -> "PriceVersionsPriceVersions":
        """Every version that models' prices have had in a chat, those that came last first. For admins."""
        from .price_versions import PriceVersions

        query = gql("""
            query PriceVersions($first: Int!, $after: String, $version: ID) {
              priceVersions(first: $first, after: $after, version: $version) {
                edges {
                  node {
                    version
                    policy
                    recordedAt
                    perMille
                    walletTokenNanodollars
                    rates {
                      input
                      output
                      cacheRead
                      cacheWrite
                      reasoning
                      image
                    }
                    providerPrices {
                      kind
                      dollars
                    }
                  }
                }
                pageInfo {
                  hasNextPage
                  endCursor
                }
              }
            }
            """)
        variables: dict[str, object] = {
            "first": first,
            "after": after,
            "version": version,
        }
        response = await self.execute(
            query=query, operation_name="PriceVersions", variables=variables, **kwargs
        )
        data = self.get_data(response)
        return PriceVersions.model_validate(data).price_versions

    async def promo_codes(
        self,
        first: int,
        after: Union[Optional[str], "UnsetType"] = UNSET,
        **kwargs: Any,
    ) -> "PromoCodesPromoCodes":
        """All promo codes, in the order of the alphabet. For admins."""
        from .promo_codes import PromoCodes

        query = gql("""
            query PromoCodes($first: Int!, $after: String) {
              promoCodes(first: $first, after: $after) {
                edges {
                  node {
                    id
                    name
                    kind
                    percent
                    amounts {
                      amount
                      currency
                    }
                    bonusTokens
                    totalCap
                    redeemed
                    active
                  }
                }
                pageInfo {
                  hasNextPage
                  endCursor
                }
              }
            }
            """)
        variables: dict[str, object] = {"first": first, "after": after}
        response = await self.execute(
            query=query, operation_name="PromoCodes", variables=variables, **kwargs
        )
        data = self.get_data(response)
        return PromoCodes.model_validate(data).promo_codes

    async def provider_keys(
        self,
        first: int,
        provider: Union[Optional[str], "UnsetType"] = UNSET,
        after: Union[Optional[str], "UnsetType"] = UNSET,
        **kwargs: Any,
    ) -> "ProviderKeysProviderKeys":
        """Keys of model providers, masked, with what was used of them; those of the settings last. For admins."""
        from .provider_keys import ProviderKeys

        query = gql("""
            query ProviderKeys($provider: String, $first: Int!, $after: String) {
              providerKeys(provider: $provider, first: $first, after: $after) {
                edges {
                  node {
                    id
                    provider
                    name
                    maskedKey
                    inSettings
                    status
                    needsAttention
                    restsUntil
                    restsBecause
                    enabled
                    costPerMille
                    requestsPerDay
                    requestsPerMonth
                    microdollarsPerDay
                    microdollarsPerMonth
                    requestsToday
                    requestsThisMonth
                    microdollarsToday
                    microdollarsThisMonth
                    createdAt
                  }
                }
                pageInfo {
                  hasNextPage
                  endCursor
                }
              }
            }
            """)
        variables: dict[str, object] = {
            "provider": provider,
            "first": first,
            "after": after,
        }
        response = await self.execute(
            query=query, operation_name="ProviderKeys", variables=variables, **kwargs
        )
        data = self.get_data(response)
        return ProviderKeys.model_validate(data).provider_keys

    async def purchase(
        self, package_id: str, method: "PaymentMethod", key: str, **kwargs: Any
    ) -> Union[
        "PurchasePurchaseOperationRefused",
        "PurchasePurchasePaymentMethodUnavailable",
        "PurchasePurchasePaymentRefused",
        "PurchasePurchasePromoCodeRefused",
        "PurchasePurchasePurchaseStarted",
    ]:
        """Start a purchase. The amount comes from the catalogue. Tokens are credited once it is paid."""
        from .purchase import Purchase

        query = gql("""
            mutation Purchase($packageId: ID!, $method: PaymentMethod!, $key: String!) {
              purchase(
                input: {packageId: $packageId, paymentMethod: $method, idempotencyKey: $key}
              ) {
                __typename
                ... on PurchaseStarted {
                  payment {
                    id
                    status
                    tokens
                    amount {
                      amount
                      currency
                      formatted
                    }
                    gatewayReference
                  }
                  clientSecret
                  publishableKey
                  expiresAt
                }
                ... on UserError {
                  code
                  message
                  retryable
                }
              }
            }
            """)
        variables: dict[str, object] = {
            "packageId": package_id,
            "method": method,
            "key": key,
        }
        response = await self.execute(
            query=query, operation_name="Purchase", variables=variables, **kwargs
        )
        data = self.get_data(response)
        return Purchase.model_validate(data).purchase

    async def purchase_by_page(
        self, package_id: str, method: "PaymentMethod", key: str, **kwargs: Any
    ) -> Union[
        "PurchaseByPagePurchaseOperationRefused",
        "PurchaseByPagePurchasePaymentMethodUnavailable",
        "PurchaseByPagePurchasePaymentRefused",
        "PurchaseByPagePurchasePromoCodeRefused",
        "PurchaseByPagePurchasePurchaseStarted",
    ]:
        """Start a purchase. The amount comes from the catalogue. Tokens are credited once it is paid."""
        from .purchase_by_page import PurchaseByPage

        query = gql("""
            mutation PurchaseByPage($packageId: ID!, $method: PaymentMethod!, $key: String!) {
              purchase(
                input: {packageId: $packageId, paymentMethod: $method, idempotencyKey: $key}
              ) {
                __typename
                ... on PurchaseStarted {
                  payment {
                    id
                    status
                    tokens
                    amount {
                      formatted
                    }
                  }
                  paymentPageUrl
                  expiresAt
                }
                ... on UserError {
                  code
                  message
                  retryable
                }
              }
            }
            """)
        variables: dict[str, object] = {
            "packageId": package_id,
            "method": method,
            "key": key,
        }
        response = await self.execute(
            query=query, operation_name="PurchaseByPage", variables=variables, **kwargs
        )
        data = self.get_data(response)
        return PurchaseByPage.model_validate(data).purchase

    async def purchase_gift(
        self,
        package_id: str,
        method: "PaymentMethod",
        key: str,
        gift_to: str,
        message: Union[Optional[str], "UnsetType"] = UNSET,
        **kwargs: Any,
    ) -> Union[
        "PurchaseGiftPurchaseOperationRefused",
        "PurchaseGiftPurchasePaymentMethodUnavailable",
        "PurchaseGiftPurchasePaymentRefused",
        "PurchaseGiftPurchasePromoCodeRefused",
        "PurchaseGiftPurchasePurchaseStarted",
    ]:
        """Start a purchase. The amount comes from the catalogue. Tokens are credited once it is paid."""
        from .purchase_gift import PurchaseGift

        query = gql("""
            mutation PurchaseGift($packageId: ID!, $method: PaymentMethod!, $key: String!, $giftTo: String!, $message: String) {
              purchase(
                input: {packageId: $packageId, paymentMethod: $method, idempotencyKey: $key, giftTo: $giftTo, giftMessage: $message}
              ) {
                __typename
                ... on PurchaseStarted {
                  payment {
                    id
                    status
                    tokens
                    amount {
                      amount
                      currency
                    }
                    gift {
                      message
                    }
                  }
                  clientSecret
                  publishableKey
                  expiresAt
                }
                ... on UserError {
                  code
                  message
                  retryable
                }
              }
            }
            """)
        variables: dict[str, object] = {
            "packageId": package_id,
            "method": method,
            "key": key,
            "giftTo": gift_to,
            "message": message,
        }
        response = await self.execute(
            query=query, operation_name="PurchaseGift", variables=variables, **kwargs
        )
        data = self.get_data(response)
        return PurchaseGift.model_validate(data).purchase

    async def purchase_with_tax(
        self,
        package_id: str,
        method: "PaymentMethod",
        key: str,
        address: "BillingAddressInput",
        **kwargs: Any,
    ) -> Union[
        "PurchaseWithTaxPurchaseOperationRefused",
        "PurchaseWithTaxPurchasePaymentMethodUnavailable",
        "PurchaseWithTaxPurchasePaymentRefused",
        "PurchaseWithTaxPurchasePromoCodeRefused",
        "PurchaseWithTaxPurchasePurchaseStarted",
    ]:
        """Start a purchase. The amount comes from the catalogue. Tokens are credited once it is paid."""
        from .purchase_with_tax import PurchaseWithTax

        query = gql("""
            mutation PurchaseWithTax($packageId: ID!, $method: PaymentMethod!, $key: String!, $address: BillingAddressInput!) {
              purchase(
                input: {packageId: $packageId, paymentMethod: $method, idempotencyKey: $key, billingAddress: $address}
              ) {
                __typename
                ... on PurchaseStarted {
                  payment {
                    id
                    status
                    tokens
                    amount {
                      amount
                      currency
                      formatted
                    }
                    tax {
                      formatted
                    }
                    taxIncluded
                    total {
                      amount
                      formatted
                    }
                  }
                  clientSecret
                  publishableKey
                  expiresAt
                }
                ... on UserError {
                  code
                  message
                  retryable
                }
              }
            }
            """)
        variables: dict[str, object] = {
            "packageId": package_id,
            "method": method,
            "key": key,
            "address": address,
        }
        response = await self.execute(
            query=query, operation_name="PurchaseWithTax", variables=variables, **kwargs
        )
        data = self.get_data(response)
        return PurchaseWithTax.model_validate(data).purchase

    async def purchases(
        self,
        first: int,
        after: Union[Optional[str], "UnsetType"] = UNSET,
        **kwargs: Any,
    ) -> "PurchasesPurchases":
        """The caller's payments, newest first."""
        from .purchases import Purchases

        query = gql("""
            query Purchases($first: Int!, $after: String) {
              purchases(first: $first, after: $after) {
                edges {
                  node {
                    id
                    status
                    method
                    packageId
                    tokens
                    amount {
                      amount
                      currency
                    }
                    failureReason
                    createdAt
                  }
                }
                pageInfo {
                  hasNextPage
                  endCursor
                }
              }
            }
            """)
        variables: dict[str, object] = {"first": first, "after": after}
        response = await self.execute(
            query=query, operation_name="Purchases", variables=variables, **kwargs
        )
        data = self.get_data(response)
        return Purchases.model_validate(data).purchases

    async def receipt(
        self,
        payment_id: str,
        language: Union[Optional["Language"], "UnsetType"] = UNSET,
        **kwargs: Any,
    ) -> "ReceiptReceipt":
        """A link to the receipt of one of the caller's payments. RECEIPT_NOT_READY while it is not paid."""
        from .receipt import Receipt

        query = gql("""
            query Receipt($paymentId: ID!, $language: Language) {
              receipt(paymentId: $paymentId, language: $language) {
                number
                url
                expiresAt
              }
            }
            """)
        variables: dict[str, object] = {"paymentId": payment_id, "language": language}
        response = await self.execute(
            query=query, operation_name="Receipt", variables=variables, **kwargs
        )
        data = self.get_data(response)
        return Receipt.model_validate(data).receipt

    async def refresh_session(
        self, refresh_token: str, **kwargs: Any
    ) -> Union[
        "RefreshSessionRefreshSessionOperationRefused",
        "RefreshSessionRefreshSessionSession",
        "RefreshSessionRefreshSessionSessionInCookies",
    ]:
        """Exchange a refresh token for a new pair of tokens. Needs no access token."""
        from .refresh_session import RefreshSession

        query = gql("""
            mutation RefreshSession($refreshToken: String!) {
              refreshSession(input: {refreshToken: $refreshToken}) {
                __typename
                ... on Session {
                  accessToken
                  refreshToken
                  expiresAt
                  user {
                    id
                    email
                    role
                  }
                }
                ... on UserError {
                  code
                  message
                }
              }
            }
            """)
        variables: dict[str, object] = {"refreshToken": refresh_token}
        response = await self.execute(
            query=query, operation_name="RefreshSession", variables=variables, **kwargs
        )
        data = self.get_data(response)
        return RefreshSession.model_validate(data).refresh_session

    async def refund_invoice(
        self,
        invoice_id: str,
        reason: str,
        key: str,
        amount: Union[Optional[int], "UnsetType"] = UNSET,
        **kwargs: Any,
    ) -> Union[
        "RefundInvoiceRefundInvoiceInvoiceRefunded",
        "RefundInvoiceRefundInvoiceOperationRefused",
        "RefundInvoiceRefundInvoiceRefundRefused",
        "RefundInvoiceRefundInvoiceRefundTooLarge",
    ]:
        """Pay a paid invoice of a subscription back, in part or wholly, and take back the tokens that the money stands for. The subscription goes on. For admins."""
        from .refund_invoice import RefundInvoice

        query = gql("""
            mutation RefundInvoice($invoiceId: ID!, $amount: BigInt, $reason: String!, $key: String!) {
              refundInvoice(
                input: {invoiceId: $invoiceId, amount: $amount, reason: $reason, idempotencyKey: $key}
              ) {
                __typename
                ... on InvoiceRefunded {
                  refundId
                  amount {
                    formatted
                  }
                  refunded {
                    formatted
                  }
                  tokensTakenBack
                }
                ... on RefundRefused {
                  gatewayCode
                }
                ... on UserError {
                  code
                  message
                  retryable
                }
              }
            }
            """)
        variables: dict[str, object] = {
            "invoiceId": invoice_id,
            "amount": amount,
            "reason": reason,
            "key": key,
        }
        response = await self.execute(
            query=query, operation_name="RefundInvoice", variables=variables, **kwargs
        )
        data = self.get_data(response)
        return RefundInvoice.model_validate(data).refund_invoice

    async def refund_payment(
        self,
        payment_id: str,
        reason: str,
        key: str,
        amount: Union[Optional[int], "UnsetType"] = UNSET,
        **kwargs: Any,
    ) -> Union[
        "RefundPaymentRefundPaymentOperationRefused",
        "RefundPaymentRefundPaymentPaymentNotRefundable",
        "RefundPaymentRefundPaymentPaymentRefunded",
        "RefundPaymentRefundPaymentRefundRefused",
        "RefundPaymentRefundPaymentRefundTooLarge",
    ]:
        """Pay a payment back, in part or wholly, and take back the tokens that the money stands for. For admins."""
        from .refund_payment import RefundPayment

        query = gql("""
            mutation RefundPayment($paymentId: ID!, $amount: BigInt, $reason: String!, $key: String!) {
              refundPayment(
                input: {paymentId: $paymentId, amount: $amount, reason: $reason, idempotencyKey: $key}
              ) {
                __typename
                ... on PaymentRefunded {
                  refundId
                  amount {
                    formatted
                  }
                  payment {
                    status
                    tokensTakenBack
                  }
                }
                ... on RefundRefused {
                  gatewayCode
                }
                ... on UserError {
                  code
                  message
                  retryable
                }
              }
            }
            """)
        variables: dict[str, object] = {
            "paymentId": payment_id,
            "amount": amount,
            "reason": reason,
            "key": key,
        }
        response = await self.execute(
            query=query, operation_name="RefundPayment", variables=variables, **kwargs
        )
        data = self.get_data(response)
        return RefundPayment.model_validate(data).refund_payment

    async def regenerate_reply(
        self,
        reply: str,
        key: str,
        model: Union[Optional[str], "UnsetType"] = UNSET,
        fallbacks: Union[Optional[list[str]], "UnsetType"] = UNSET,
        **kwargs: Any,
    ) -> Union[
        "RegenerateReplyRegenerateReplyAttachmentRefused",
        "RegenerateReplyRegenerateReplyChatCompleted",
        "RegenerateReplyRegenerateReplyInsufficientTokens",
        "RegenerateReplyRegenerateReplyModelTakesNoImages",
        "RegenerateReplyRegenerateReplyOperationRefused",
        "RegenerateReplyRegenerateReplyPaywall",
    ]:
        """Ask for another reply instead of one, and wait for it. It begins a new branch, which is shown from then on; it costs what any reply costs."""
        from .regenerate_reply import RegenerateReply

        query = gql("""
            mutation RegenerateReply($reply: ID!, $model: ID, $fallbacks: [ID!], $key: String!) {
              regenerateReply(
                input: {replyId: $reply, modelId: $model, fallbackModels: $fallbacks, idempotencyKey: $key}
              ) {
                __typename
                ... on ChatCompleted {
                  conversation {
                    id
                    title
                    messageCount
                    totalTokens
                    totalCost
                  }
                  reply {
                    id
                    parentId
                    versionIds
                    content
                    modelId
                    createdAt
                  }
                  usage {
                    inputTokens
                    outputTokens
                    cacheReadTokens
                    cacheWriteTokens
                    reasoningTokens
                    cost
                  }
                  balance {
                    available
                    held
                  }
                  messagesLeftOut
                }
                ... on InsufficientTokens {
                  code
                  message
                  suggestion
                  required
                  available
                  balance {
                    available
                  }
                }
                ... on UserError {
                  code
                  message
                  retryable
                }
              }
            }
            """)
        variables: dict[str, object] = {
            "reply": reply,
            "model": model,
            "fallbacks": fallbacks,
            "key": key,
        }
        response = await self.execute(
            query=query, operation_name="RegenerateReply", variables=variables, **kwargs
        )
        data = self.get_data(response)
        return RegenerateReply.model_validate(data).regenerate_reply

    async def regenerate_reply_stream(
        self, reply: str, key: str, **kwargs: Any
    ) -> AsyncIterator[
        Union[
            "RegenerateReplyStreamRegenerateReplyStreamAttachmentRefused",
            "RegenerateReplyStreamRegenerateReplyStreamChatCompleted",
            "RegenerateReplyStreamRegenerateReplyStreamChatDelta",
            "RegenerateReplyStreamRegenerateReplyStreamChatStarted",
            "RegenerateReplyStreamRegenerateReplyStreamInsufficientTokens",
            "RegenerateReplyStreamRegenerateReplyStreamModelTakesNoImages",
            "RegenerateReplyStreamRegenerateReplyStreamOperationRefused",
            "RegenerateReplyStreamRegenerateReplyStreamPaywall",
        ]
    ]:
        """`regenerateReply`, and read the reply as it is written, as with `chatStream`."""
        from .regenerate_reply_stream import RegenerateReplyStream

        query = gql("""
            subscription RegenerateReplyStream($reply: ID!, $key: String!) {
              regenerateReplyStream(input: {replyId: $reply, idempotencyKey: $key}) {
                __typename
                ... on ChatStarted {
                  conversation {
                    id
                  }
                  heldTokens
                  messagesLeftOut
                }
                ... on ChatDelta {
                  index
                  text
                }
                ... on ChatCompleted {
                  reply {
                    id
                    parentId
                    content
                  }
                  usage {
                    inputTokens
                    outputTokens
                    cost
                  }
                  balance {
                    available
                    held
                  }
                }
                ... on InsufficientTokens {
                  code
                  message
                  required
                  available
                }
                ... on UserError {
                  code
                  message
                  retryable
                }
              }
            }
            """)
        variables: dict[str, object] = {"reply": reply, "key": key}
        async for data in self.execute_ws(
            query=query,
            operation_name="RegenerateReplyStream",
            variables=variables,
            **kwargs,
        ):
            yield RegenerateReplyStream.model_validate(data).regenerate_reply_stream

    async def register(
        self, email: str, password: str, **kwargs: Any
    ) -> Union[
        "RegisterRegisterOperationRefused",
        "RegisterRegisterSession",
        "RegisterRegisterSessionInCookies",
    ]:
        """Make an account with a wallet and its welcome tokens, and sign in. Called with a guest's token, it makes the guest the account."""
        from .register import Register

        query = gql("""
            mutation Register($email: String!, $password: String!) {
              register(input: {email: $email, password: $password, name: "Ada"}) {
                __typename
                ... on Session {
                  accessToken
                  refreshToken
                  expiresAt
                  user {
                    id
                    email
                    role
                  }
                }
                ... on UserError {
                  code
                  message
                }
              }
            }
            """)
        variables: dict[str, object] = {"email": email, "password": password}
        response = await self.execute(
            query=query, operation_name="Register", variables=variables, **kwargs
        )
        data = self.get_data(response)
        return Register.model_validate(data).register_

    async def register_in_full(
        self,
        email: str,
        password: str,
        name: str,
        referral_code: Union[Optional[str], "UnsetType"] = UNSET,
        **kwargs: Any,
    ) -> Union[
        "RegisterInFullRegisterOperationRefused",
        "RegisterInFullRegisterSession",
        "RegisterInFullRegisterSessionInCookies",
    ]:
        """Make an account with a wallet and its welcome tokens, and sign in. Called with a guest's token, it makes the guest the account."""
        from .register_in_full import RegisterInFull

        query = gql("""
            mutation RegisterInFull($email: String!, $password: String!, $name: String!, $referralCode: String) {
              register(
                input: {email: $email, password: $password, name: $name, referralCode: $referralCode}
              ) {
                __typename
                ... on Session {
                  accessToken
                  refreshToken
                  expiresAt
                  user {
                    id
                    email
                    name
                    role
                  }
                }
                ... on SessionInCookies {
                  expiresAt
                  user {
                    id
                    email
                    name
                    role
                  }
                }
                ... on UserError {
                  code
                  message
                  retryable
                }
              }
            }
            """)
        variables: dict[str, object] = {
            "email": email,
            "password": password,
            "name": name,
            "referralCode": referral_code,
        }
        response = await self.execute(
            query=query, operation_name="RegisterInFull", variables=variables, **kwargs
        )
        data = self.get_data(response)
        return RegisterInFull.model_validate(data).register_

    async def release_hold(
        self, hold: str, user: Union[Optional[str], "UnsetType"] = UNSET, **kwargs: Any
    ) -> Union[
        "ReleaseHoldReleaseHoldHoldReleased", "ReleaseHoldReleaseHoldOperationRefused"
    ]:
        """End a hold of `holdTokens` and return all of it. Repeated it gives the same answer; after `settleHold` HOLD_ENDED."""
        from .release_hold import ReleaseHold

        query = gql("""
            mutation ReleaseHold($user: ID, $hold: ID!) {
              releaseHold(input: {userId: $user, holdId: $hold}) {
                __typename
                ... on HoldReleased {
                  returned
                  balance {
                    available
                    held
                  }
                }
                ... on UserError {
                  code
                  message
                }
              }
            }
            """)
        variables: dict[str, object] = {"user": user, "hold": hold}
        response = await self.execute(
            query=query, operation_name="ReleaseHold", variables=variables, **kwargs
        )
        data = self.get_data(response)
        return ReleaseHold.model_validate(data).release_hold

    async def remove_model_override(
        self, model: str, **kwargs: Any
    ) -> Union[
        "RemoveModelOverrideRemoveModelOverrideModelOverrideRemoved",
        "RemoveModelOverrideRemoveModelOverrideOperationRefused",
    ]:
        """Take away all that admins set for a model. For admins."""
        from .remove_model_override import RemoveModelOverride

        query = gql("""
            mutation RemoveModelOverride($model: ID!) {
              removeModelOverride(input: {modelId: $model}) {
                __typename
                ... on ModelOverrideRemoved {
                  modelId
                  listed
                }
                ... on UserError {
                  code
                  message
                }
              }
            }
            """)
        variables: dict[str, object] = {"model": model}
        response = await self.execute(
            query=query,
            operation_name="RemoveModelOverride",
            variables=variables,
            **kwargs,
        )
        data = self.get_data(response)
        return RemoveModelOverride.model_validate(data).remove_model_override

    async def remove_provider_key(
        self, key: str, **kwargs: Any
    ) -> Union[
        "RemoveProviderKeyRemoveProviderKeyOperationRefused",
        "RemoveProviderKeyRemoveProviderKeyProviderKeyRemoved",
    ]:
        """Forget a provider's key. Replies that are being written end with it. For admins."""
        from .remove_provider_key import RemoveProviderKey

        query = gql("""
            mutation RemoveProviderKey($key: ID!) {
              removeProviderKey(input: {keyId: $key}) {
                __typename
                ... on ProviderKeyRemoved {
                  keyId
                }
                ... on UserError {
                  code
                  message
                }
              }
            }
            """)
        variables: dict[str, object] = {"key": key}
        response = await self.execute(
            query=query,
            operation_name="RemoveProviderKey",
            variables=variables,
            **kwargs,
        )
        data = self.get_data(response)
        return RemoveProviderKey.model_validate(data).remove_provider_key

    async def remove_saved_card(
        self, saved_card_id: str, **kwargs: Any
    ) -> Union[
        "RemoveSavedCardRemoveSavedCardOperationRefused",
        "RemoveSavedCardRemoveSavedCardSavedCardRemoved",
    ]:
        """Forget a saved card. A card that was removed before is NOT_FOUND, as is somebody else's."""
        from .remove_saved_card import RemoveSavedCard

        query = gql("""
            mutation RemoveSavedCard($savedCardId: ID!) {
              removeSavedCard(input: {savedCardId: $savedCardId}) {
                __typename
                ... on SavedCardRemoved {
                  savedCardId
                }
                ... on UserError {
                  code
                  message
                  retryable
                }
              }
            }
            """)
        variables: dict[str, object] = {"savedCardId": saved_card_id}
        response = await self.execute(
            query=query, operation_name="RemoveSavedCard", variables=variables, **kwargs
        )
        data = self.get_data(response)
        return RemoveSavedCard.model_validate(data).remove_saved_card

    async def remove_team_member(
        self, team: str, member: str, **kwargs: Any
    ) -> Union[
        "RemoveTeamMemberRemoveTeamMemberOperationRefused",
        "RemoveTeamMemberRemoveTeamMemberTeamMemberRemoved",
    ]:
        """End somebody's membership of a team. A reply that is being written for them is stopped; what was delivered is charged."""
        from .remove_team_member import RemoveTeamMember

        query = gql("""
            mutation RemoveTeamMember($team: ID!, $member: ID!) {
              removeTeamMember(input: {teamId: $team, memberId: $member}) {
                __typename
                ... on TeamMemberRemoved {
                  teamId
                  memberId
                }
                ... on UserError {
                  code
                  message
                  retryable
                }
              }
            }
            """)
        variables: dict[str, object] = {"team": team, "member": member}
        response = await self.execute(
            query=query,
            operation_name="RemoveTeamMember",
            variables=variables,
            **kwargs,
        )
        data = self.get_data(response)
        return RemoveTeamMember.model_validate(data).remove_team_member

    async def rename_conversation(
        self, conversation: str, title: str, **kwargs: Any
    ) -> Union[
        "RenameConversationRenameConversationConversation",
        "RenameConversationRenameConversationOperationRefused",
    ]:
        """Give one of the caller's own conversations another title."""
        from .rename_conversation import RenameConversation

        query = gql("""
            mutation RenameConversation($conversation: ID!, $title: String!) {
              renameConversation(input: {conversationId: $conversation, title: $title}) {
                __typename
                ... on Conversation {
                  id
                  title
                  messageCount
                  lastMessageAt
                }
                ... on UserError {
                  code
                  message
                  retryable
                }
              }
            }
            """)
        variables: dict[str, object] = {"conversation": conversation, "title": title}
        response = await self.execute(
            query=query,
            operation_name="RenameConversation",
            variables=variables,
            **kwargs,
        )
        data = self.get_data(response)
        return RenameConversation.model_validate(data).rename_conversation

    async def rename_team(
        self, team: str, name: str, **kwargs: Any
    ) -> Union["RenameTeamRenameTeamOperationRefused", "RenameTeamRenameTeamTeam"]:
        """Give a team another name. For its owner and admins."""
        from .rename_team import RenameTeam

        query = gql("""
            mutation RenameTeam($team: ID!, $name: String!) {
              renameTeam(input: {teamId: $team, name: $name}) {
                __typename
                ... on Team {
                  id
                  name
                }
                ... on UserError {
                  code
                  message
                  retryable
                }
              }
            }
            """)
        variables: dict[str, object] = {"team": team, "name": name}
        response = await self.execute(
            query=query, operation_name="RenameTeam", variables=variables, **kwargs
        )
        data = self.get_data(response)
        return RenameTeam.model_validate(data).rename_team

    async def renew_hold(
        self,
        hold: str,
        user: Union[Optional[str], "UnsetType"] = UNSET,
        seconds: Union[Optional[int], "UnsetType"] = UNSET,
        **kwargs: Any,
    ) -> Union["RenewHoldRenewHoldHoldRenewed", "RenewHoldRenewHoldOperationRefused"]:
        """Keep a hold of `holdTokens` open for longer. Each call moves its end on."""
        from .renew_hold import RenewHold

        query = gql("""
            mutation RenewHold($user: ID, $hold: ID!, $seconds: Int) {
              renewHold(input: {userId: $user, holdId: $hold, seconds: $seconds}) {
                __typename
                ... on HoldRenewed {
                  hold {
                    id
                    amount
                    expiresAt
                  }
                }
                ... on UserError {
                  code
                  message
                }
              }
            }
            """)
        variables: dict[str, object] = {"user": user, "hold": hold, "seconds": seconds}
        response = await self.execute(
            query=query, operation_name="RenewHold", variables=variables, **kwargs
        )
        data = self.get_data(response)
        return RenewHold.model_validate(data).renew_hold

    async def renew_session(
        self, refresh_token: Union[Optional[str], "UnsetType"] = UNSET, **kwargs: Any
    ) -> Union[
        "RenewSessionRefreshSessionOperationRefused",
        "RenewSessionRefreshSessionSession",
        "RenewSessionRefreshSessionSessionInCookies",
    ]:
        """Exchange a refresh token for a new pair of tokens. Needs no access token."""
        from .renew_session import RenewSession

        query = gql("""
            mutation RenewSession($refreshToken: String) {
              refreshSession(input: {refreshToken: $refreshToken}) {
                __typename
                ... on Session {
                  accessToken
                  refreshToken
                  expiresAt
                }
                ... on SessionInCookies {
                  expiresAt
                }
                ... on UserError {
                  code
                  message
                  retryable
                }
              }
            }
            """)
        variables: dict[str, object] = {"refreshToken": refresh_token}
        response = await self.execute(
            query=query, operation_name="RenewSession", variables=variables, **kwargs
        )
        data = self.get_data(response)
        return RenewSession.model_validate(data).refresh_session

    async def replay_webhook_deliveries(
        self, endpoint: str, from_: datetime, to: datetime, key: str, **kwargs: Any
    ) -> Union[
        "ReplayWebhookDeliveriesReplayWebhookDeliveriesOperationRefused",
        "ReplayWebhookDeliveriesReplayWebhookDeliveriesWebhookDeliveriesQueued",
    ]:
        """Send again what an endpoint missed: all of its deliveries of a time that have failed, the oldest first, each with its event's id; 1,000 at a time. For admins."""
        from .replay_webhook_deliveries import ReplayWebhookDeliveries

        query = gql("""
            mutation ReplayWebhookDeliveries($endpoint: ID!, $from: DateTime!, $to: DateTime!, $key: String!) {
              replayWebhookDeliveries(
                input: {endpointId: $endpoint, from: $from, to: $to, idempotencyKey: $key}
              ) {
                __typename
                ... on WebhookDeliveriesQueued {
                  deliveries
                  more
                }
                ... on UserError {
                  code
                  message
                  retryable
                }
              }
            }
            """)
        variables: dict[str, object] = {
            "endpoint": endpoint,
            "from": from_,
            "to": to,
            "key": key,
        }
        response = await self.execute(
            query=query,
            operation_name="ReplayWebhookDeliveries",
            variables=variables,
            **kwargs,
        )
        data = self.get_data(response)
        return ReplayWebhookDeliveries.model_validate(data).replay_webhook_deliveries

    async def replay_webhook_delivery(
        self, delivery: str, **kwargs: Any
    ) -> Union[
        "ReplayWebhookDeliveryReplayWebhookDeliveryOperationRefused",
        "ReplayWebhookDeliveryReplayWebhookDeliveryWebhookDeliveryQueued",
    ]:
        """Send again what was delivered or given up: the same event, by its id. For admins."""
        from .replay_webhook_delivery import ReplayWebhookDelivery

        query = gql("""
            mutation ReplayWebhookDelivery($delivery: ID!) {
              replayWebhookDelivery(input: {deliveryId: $delivery}) {
                __typename
                ... on WebhookDeliveryQueued {
                  delivery {
                    id
                    eventId
                    eventType
                    state
                    nextTryAt
                  }
                }
                ... on UserError {
                  code
                  message
                  retryable
                }
              }
            }
            """)
        variables: dict[str, object] = {"delivery": delivery}
        response = await self.execute(
            query=query,
            operation_name="ReplayWebhookDelivery",
            variables=variables,
            **kwargs,
        )
        data = self.get_data(response)
        return ReplayWebhookDelivery.model_validate(data).replay_webhook_delivery

    async def request_password_reset(
        self, email: str, **kwargs: Any
    ) -> Union[
        "RequestPasswordResetRequestPasswordResetOperationRefused",
        "RequestPasswordResetRequestPasswordResetPasswordResetRequested",
    ]:
        """Mail a link with which the password of an account is chosen anew. It is good for 30 minutes, once. The answer is the same whether the address has an account or not."""
        from .request_password_reset import RequestPasswordReset

        query = gql("""
            mutation RequestPasswordReset($email: String!) {
              requestPasswordReset(input: {email: $email}) {
                __typename
                ... on UserError {
                  code
                  message
                  retryable
                }
              }
            }
            """)
        variables: dict[str, object] = {"email": email}
        response = await self.execute(
            query=query,
            operation_name="RequestPasswordReset",
            variables=variables,
            **kwargs,
        )
        data = self.get_data(response)
        return RequestPasswordReset.model_validate(data).request_password_reset

    async def resend_team_invitation(
        self, invitation: str, **kwargs: Any
    ) -> Union[
        "ResendTeamInvitationResendTeamInvitationOperationRefused",
        "ResendTeamInvitationResendTeamInvitationTeamInvitation",
    ]:
        """Mail an open invitation again; it is good for 7 days from now on."""
        from .resend_team_invitation import ResendTeamInvitation

        query = gql("""
            mutation ResendTeamInvitation($invitation: ID!) {
              resendTeamInvitation(input: {invitationId: $invitation}) {
                __typename
                ... on TeamInvitation {
                  id
                  teamId
                  teamName
                  email
                  role
                  expiresAt
                }
                ... on UserError {
                  code
                  message
                  retryable
                }
              }
            }
            """)
        variables: dict[str, object] = {"invitation": invitation}
        response = await self.execute(
            query=query,
            operation_name="ResendTeamInvitation",
            variables=variables,
            **kwargs,
        )
        data = self.get_data(response)
        return ResendTeamInvitation.model_validate(data).resend_team_invitation

    async def reset_password(
        self, token: str, new_password: str, **kwargs: Any
    ) -> Union[
        "ResetPasswordResetPasswordOperationRefused",
        "ResetPasswordResetPasswordPasswordReset",
    ]:
        """Set the password of the account whose mail a link came in. Every session and API key of the account ends, and the address counts as verified."""
        from .reset_password import ResetPassword

        query = gql("""
            mutation ResetPassword($token: String!, $newPassword: String!) {
              resetPassword(input: {token: $token, newPassword: $newPassword}) {
                __typename
                ... on UserError {
                  code
                  message
                  retryable
                }
              }
            }
            """)
        variables: dict[str, object] = {"token": token, "newPassword": new_password}
        response = await self.execute(
            query=query, operation_name="ResetPassword", variables=variables, **kwargs
        )
        data = self.get_data(response)
        return ResetPassword.model_validate(data).reset_password

    async def resolve_review(
        self,
        review_id: str,
        decision: "ReviewDecision",
        reason: str,
        key: str,
        **kwargs: Any,
    ) -> Union[
        "ResolveReviewResolveReviewOperationRefused",
        "ResolveReviewResolveReviewReviewResolved",
    ]:
        """Decide about a row of `paymentsForReview`. What is decided is done once, and goes on by itself while a gateway is away. For admins."""
        from .resolve_review import ResolveReview

        query = gql("""
            mutation ResolveReview($reviewId: ID!, $decision: ReviewDecision!, $reason: String!, $key: String!) {
              resolveReview(
                input: {reviewId: $reviewId, decision: $decision, reason: $reason, idempotencyKey: $key}
              ) {
                __typename
                ... on ReviewResolved {
                  review {
                    id
                    flags {
                      reason
                      detail
                    }
                    payment {
                      status
                      creditedAt
                    }
                  }
                }
                ... on UserError {
                  code
                  message
                  retryable
                }
              }
            }
            """)
        variables: dict[str, object] = {
            "reviewId": review_id,
            "decision": decision,
            "reason": reason,
            "key": key,
        }
        response = await self.execute(
            query=query, operation_name="ResolveReview", variables=variables, **kwargs
        )
        data = self.get_data(response)
        return ResolveReview.model_validate(data).resolve_review

    async def restore_package(
        self, id: str, version: int, **kwargs: Any
    ) -> Union[
        "RestorePackageRestorePackageCatalogEditStale",
        "RestorePackageRestorePackageOperationRefused",
        "RestorePackageRestorePackagePackageSaved",
    ]:
        """Put a retired package on sale again. For admins."""
        from .restore_package import RestorePackage

        query = gql("""
            mutation RestorePackage($id: ID!, $version: Int!) {
              restorePackage(input: {packageId: $id, version: $version}) {
                __typename
                ... on PackageSaved {
                  package {
                    id
                    version
                    retired
                  }
                }
                ... on CatalogEditStale {
                  currentVersion
                }
                ... on UserError {
                  code
                  message
                }
              }
            }
            """)
        variables: dict[str, object] = {"id": id, "version": version}
        response = await self.execute(
            query=query, operation_name="RestorePackage", variables=variables, **kwargs
        )
        data = self.get_data(response)
        return RestorePackage.model_validate(data).restore_package

    async def restore_plan(
        self, id: str, version: int, **kwargs: Any
    ) -> Union[
        "RestorePlanRestorePlanCatalogEditStale",
        "RestorePlanRestorePlanOperationRefused",
        "RestorePlanRestorePlanPlanSaved",
    ]:
        """Offer a retired plan again. For admins."""
        from .restore_plan import RestorePlan

        query = gql("""
            mutation RestorePlan($id: ID!, $version: Int!) {
              restorePlan(input: {planId: $id, version: $version}) {
                __typename
                ... on PlanSaved {
                  plan {
                    id
                    version
                    retired
                  }
                }
                ... on CatalogEditStale {
                  currentVersion
                }
                ... on UserError {
                  code
                  message
                }
              }
            }
            """)
        variables: dict[str, object] = {"id": id, "version": version}
        response = await self.execute(
            query=query, operation_name="RestorePlan", variables=variables, **kwargs
        )
        data = self.get_data(response)
        return RestorePlan.model_validate(data).restore_plan

    async def resumable_chat(
        self,
        message: str,
        key: str,
        model: Union[Optional[str], "UnsetType"] = UNSET,
        conversation: Union[Optional[str], "UnsetType"] = UNSET,
        after_attempt: Union[Optional[int], "UnsetType"] = UNSET,
        after_index: Union[int, "UnsetType"] = UNSET,
        **kwargs: Any,
    ) -> AsyncIterator[
        Union[
            "ResumableChatChatStreamAttachmentRefused",
            "ResumableChatChatStreamChatCompleted",
            "ResumableChatChatStreamChatDelta",
            "ResumableChatChatStreamChatStarted",
            "ResumableChatChatStreamInsufficientTokens",
            "ResumableChatChatStreamModelTakesNoImages",
            "ResumableChatChatStreamOperationRefused",
            "ResumableChatChatStreamPaywall",
        ]
    ]:
        """Send a message and read the reply as it is written. The generation does not depend on the connection: subscribe again with the same key and input to go on reading, also after its end."""
        from .resumable_chat import ResumableChat

        query = gql("""
            subscription ResumableChat($message: String!, $model: ID, $conversation: ID, $key: String!, $afterIndex: Int! = 0, $afterAttempt: Int) {
              chatStream(
                input: {message: $message, modelId: $model, conversationId: $conversation, idempotencyKey: $key}
                afterIndex: $afterIndex
                afterAttempt: $afterAttempt
              ) {
                __typename
                ... on ChatStarted {
                  attempt
                  conversation {
                    id
                  }
                  heldTokens
                }
                ... on ChatDelta {
                  index
                  nextIndex
                  text
                }
                ... on ChatCompleted {
                  reply {
                    id
                    finishReason
                  }
                  usage {
                    inputTokens
                    outputTokens
                    cost
                  }
                  balance {
                    available
                    held
                  }
                }
                ... on InsufficientTokens {
                  code
                  message
                  required
                  available
                }
                ... on UserError {
                  code
                  message
                  retryable
                }
              }
            }
            """)
        variables: dict[str, object] = {
            "message": message,
            "model": model,
            "conversation": conversation,
            "key": key,
            "afterIndex": after_index,
            "afterAttempt": after_attempt,
        }
        async for data in self.execute_ws(
            query=query, operation_name="ResumableChat", variables=variables, **kwargs
        ):
            yield ResumableChat.model_validate(data).chat_stream

    async def resume_first_payment(
        self, subscription_id: str, **kwargs: Any
    ) -> Union[
        "ResumeFirstPaymentResumeFirstPaymentOperationRefused",
        "ResumeFirstPaymentResumeFirstPaymentSubscriptionRefused",
        "ResumeFirstPaymentResumeFirstPaymentSubscriptionStarted",
    ]:
        """Go on with a subscription that waits for its first payment: what `subscribe` gave, once more. Nothing new is made."""
        from .resume_first_payment import ResumeFirstPayment

        query = gql("""
            mutation ResumeFirstPayment($subscriptionId: ID!) {
              resumeFirstPayment(input: {subscriptionId: $subscriptionId}) {
                __typename
                ... on SubscriptionStarted {
                  subscription {
                    id
                    planId
                    status
                  }
                  clientSecret
                  publishableKey
                  paymentPageUrl
                }
                ... on SubscriptionRefused {
                  gatewayCode
                }
                ... on UserError {
                  code
                  message
                  retryable
                }
              }
            }
            """)
        variables: dict[str, object] = {"subscriptionId": subscription_id}
        response = await self.execute(
            query=query,
            operation_name="ResumeFirstPayment",
            variables=variables,
            **kwargs,
        )
        data = self.get_data(response)
        return ResumeFirstPayment.model_validate(data).resume_first_payment

    async def resume_purchase(
        self, payment_id: str, **kwargs: Any
    ) -> Union[
        "ResumePurchaseResumePurchaseOperationRefused",
        "ResumePurchaseResumePurchasePaymentRefused",
        "ResumePurchaseResumePurchasePurchaseStarted",
    ]:
        """Go on with a purchase that is not paid yet: what `purchase` gave, once more. No new payment is made."""
        from .resume_purchase import ResumePurchase

        query = gql("""
            mutation ResumePurchase($paymentId: ID!) {
              resumePurchase(input: {paymentId: $paymentId}) {
                __typename
                ... on PurchaseStarted {
                  payment {
                    id
                    status
                    resumable
                    tokens
                    amount {
                      amount
                      currency
                      formatted
                    }
                    gatewayReference
                  }
                  clientSecret
                  publishableKey
                  paymentPageUrl
                  expiresAt
                }
                ... on UserError {
                  code
                  message
                  retryable
                }
              }
            }
            """)
        variables: dict[str, object] = {"paymentId": payment_id}
        response = await self.execute(
            query=query, operation_name="ResumePurchase", variables=variables, **kwargs
        )
        data = self.get_data(response)
        return ResumePurchase.model_validate(data).resume_purchase

    async def resume_subscription(
        self, key: str, **kwargs: Any
    ) -> Union[
        "ResumeSubscriptionResumeSubscriptionOperationRefused",
        "ResumeSubscriptionResumeSubscriptionSubscriptionChanged",
        "ResumeSubscriptionResumeSubscriptionSubscriptionRefused",
    ]:
        """Let the caller's subscription go on after its period, although it was cancelled."""
        from .resume_subscription import ResumeSubscription

        query = gql("""
            mutation ResumeSubscription($key: String!) {
              resumeSubscription(input: {idempotencyKey: $key}) {
                __typename
                ... on SubscriptionChanged {
                  subscription {
                    planId
                    nextPlanId
                    status
                    cancelAtPeriodEnd
                    currentPeriodEnd
                  }
                }
                ... on SubscriptionRefused {
                  gatewayCode
                }
                ... on UserError {
                  code
                  message
                  retryable
                }
              }
            }
            """)
        variables: dict[str, object] = {"key": key}
        response = await self.execute(
            query=query,
            operation_name="ResumeSubscription",
            variables=variables,
            **kwargs,
        )
        data = self.get_data(response)
        return ResumeSubscription.model_validate(data).resume_subscription

    async def retire_package(
        self, id: str, version: int, **kwargs: Any
    ) -> Union[
        "RetirePackageRetirePackageCatalogEditStale",
        "RetirePackageRetirePackageOperationRefused",
        "RetirePackageRetirePackagePackageSaved",
    ]:
        """Take a package off sale; payments that were begun go on. For admins."""
        from .retire_package import RetirePackage

        query = gql("""
            mutation RetirePackage($id: ID!, $version: Int!) {
              retirePackage(input: {packageId: $id, version: $version}) {
                __typename
                ... on PackageSaved {
                  package {
                    id
                    version
                    retired
                  }
                }
                ... on CatalogEditStale {
                  currentVersion
                }
                ... on UserError {
                  code
                  message
                }
              }
            }
            """)
        variables: dict[str, object] = {"id": id, "version": version}
        response = await self.execute(
            query=query, operation_name="RetirePackage", variables=variables, **kwargs
        )
        data = self.get_data(response)
        return RetirePackage.model_validate(data).retire_package

    async def retire_plan(
        self, id: str, version: int, **kwargs: Any
    ) -> Union[
        "RetirePlanRetirePlanCatalogEditStale",
        "RetirePlanRetirePlanOperationRefused",
        "RetirePlanRetirePlanPlanSaved",
    ]:
        """Offer a plan to nobody any more; whoever has subscribed keeps it. For admins."""
        from .retire_plan import RetirePlan

        query = gql("""
            mutation RetirePlan($id: ID!, $version: Int!) {
              retirePlan(input: {planId: $id, version: $version}) {
                __typename
                ... on PlanSaved {
                  plan {
                    id
                    version
                    retired
                  }
                }
                ... on CatalogEditStale {
                  currentVersion
                }
                ... on UserError {
                  code
                  message
                }
              }
            }
            """)
        variables: dict[str, object] = {"id": id, "version": version}
        response = await self.execute(
            query=query, operation_name="RetirePlan", variables=variables, **kwargs
        )
        data = self.get_data(response)
        return RetirePlan.model_validate(data).retire_plan

    async def review_message(
        self, message: str, decision: "MessageDecision", reason: str, **kwargs: Any
    ) -> Union[
        "ReviewMessageReviewMessageMessageReviewed",
        "ReviewMessageReviewMessageOperationRefused",
    ]:
        """Let a flagged message stand, or remove a message: its text and attachments are gone for everybody, for good. What it cost stands. For admins."""
        from .review_message import ReviewMessage

        query = gql("""
            mutation ReviewMessage($message: ID!, $decision: MessageDecision!, $reason: String!) {
              reviewMessage(
                input: {messageId: $message, decision: $decision, reason: $reason}
              ) {
                __typename
                ... on MessageReviewed {
                  reviewed {
                    messageId
                    state
                    content
                    flagCount
                    decidedAt
                  }
                }
                ... on UserError {
                  code
                  message
                }
              }
            }
            """)
        variables: dict[str, object] = {
            "message": message,
            "decision": decision,
            "reason": reason,
        }
        response = await self.execute(
            query=query, operation_name="ReviewMessage", variables=variables, **kwargs
        )
        data = self.get_data(response)
        return ReviewMessage.model_validate(data).review_message

    async def revoke_api_key(
        self, api_key_id: str, **kwargs: Any
    ) -> Union[
        "RevokeApiKeyRevokeApiKeyApiKeyRevoked",
        "RevokeApiKeyRevokeApiKeyOperationRefused",
    ]:
        """End an API key, at once; what it has open ends within 5 s. Repeating it is no error. Not open to API keys."""
        from .revoke_api_key import RevokeApiKey

        query = gql("""
            mutation RevokeApiKey($apiKeyId: ID!) {
              revokeApiKey(input: {apiKeyId: $apiKeyId}) {
                __typename
                ... on ApiKeyRevoked {
                  apiKey {
                    id
                    revokedAt
                  }
                }
                ... on UserError {
                  code
                  message
                  retryable
                }
              }
            }
            """)
        variables: dict[str, object] = {"apiKeyId": api_key_id}
        response = await self.execute(
            query=query, operation_name="RevokeApiKey", variables=variables, **kwargs
        )
        data = self.get_data(response)
        return RevokeApiKey.model_validate(data).revoke_api_key

    async def revoke_session(
        self, session_id: str, **kwargs: Any
    ) -> Union[
        "RevokeSessionRevokeSessionOperationRefused",
        "RevokeSessionRevokeSessionSessionRevoked",
    ]:
        """End a session of the caller, with its tokens, as `logoutEverywhere` ends all. Repeating it is no error. Not open to API keys."""
        from .revoke_session import RevokeSession

        query = gql("""
            mutation RevokeSession($sessionId: ID!) {
              revokeSession(input: {sessionId: $sessionId}) {
                __typename
                ... on SessionRevoked {
                  sessionId
                }
                ... on UserError {
                  code
                  message
                }
              }
            }
            """)
        variables: dict[str, object] = {"sessionId": session_id}
        response = await self.execute(
            query=query, operation_name="RevokeSession", variables=variables, **kwargs
        )
        data = self.get_data(response)
        return RevokeSession.model_validate(data).revoke_session

    async def rotate_webhook_secret(
        self, endpoint: str, **kwargs: Any
    ) -> Union[
        "RotateWebhookSecretRotateWebhookSecretOperationRefused",
        "RotateWebhookSecretRotateWebhookSecretWebhookSecretShown",
    ]:
        """Give an endpoint a new secret. For 24 hours deliveries are signed with the one before it, too; done twice, the first one is good for nothing at once. For admins."""
        from .rotate_webhook_secret import RotateWebhookSecret

        query = gql("""
            mutation RotateWebhookSecret($endpoint: ID!) {
              rotateWebhookSecret(input: {endpointId: $endpoint}) {
                __typename
                ... on WebhookSecretShown {
                  secret
                  endpoint {
                    id
                    url
                    rotatedAt
                  }
                }
                ... on UserError {
                  code
                  message
                  retryable
                }
              }
            }
            """)
        variables: dict[str, object] = {"endpoint": endpoint}
        response = await self.execute(
            query=query,
            operation_name="RotateWebhookSecret",
            variables=variables,
            **kwargs,
        )
        data = self.get_data(response)
        return RotateWebhookSecret.model_validate(data).rotate_webhook_secret

    async def send_test_event(
        self, endpoint: str, **kwargs: Any
    ) -> Union[
        "SendTestEventSendTestEventOperationRefused",
        "SendTestEventSendTestEventWebhookDeliveryQueued",
    ]:
        """Send an event of the type webhook.test to one endpoint. For admins."""
        from .send_test_event import SendTestEvent

        query = gql("""
            mutation SendTestEvent($endpoint: ID!) {
              sendTestEvent(input: {endpointId: $endpoint}) {
                __typename
                ... on WebhookDeliveryQueued {
                  delivery {
                    id
                    eventId
                    eventType
                    state
                    nextTryAt
                  }
                }
                ... on UserError {
                  code
                  message
                  retryable
                }
              }
            }
            """)
        variables: dict[str, object] = {"endpoint": endpoint}
        response = await self.execute(
            query=query, operation_name="SendTestEvent", variables=variables, **kwargs
        )
        data = self.get_data(response)
        return SendTestEvent.model_validate(data).send_test_event

    async def send_verification_email(
        self, key: Union[Optional[str], "UnsetType"] = UNSET, **kwargs: Any
    ) -> Union[
        "SendVerificationEmailSendVerificationEmailOperationRefused",
        "SendVerificationEmailSendVerificationEmailVerificationEmailSent",
    ]:
        """Mail the signed-in user a link that proves the address. It is good for 24 hours, once. Not open to API keys."""
        from .send_verification_email import SendVerificationEmail

        query = gql("""
            mutation SendVerificationEmail($key: String) {
              sendVerificationEmail(input: {idempotencyKey: $key}) {
                __typename
                ... on VerificationEmailSent {
                  email
                }
                ... on UserError {
                  code
                  message
                  retryable
                }
              }
            }
            """)
        variables: dict[str, object] = {"key": key}
        response = await self.execute(
            query=query,
            operation_name="SendVerificationEmail",
            variables=variables,
            **kwargs,
        )
        data = self.get_data(response)
        return SendVerificationEmail.model_validate(data).send_verification_email

    async def sessions(
        self,
        first: Union[Optional[int], "UnsetType"] = UNSET,
        after: Union[Optional[str], "UnsetType"] = UNSET,
        **kwargs: Any,
    ) -> "SessionsSessions":
        """The caller's open sessions, the newest first. Not open to API keys."""
        from .sessions import Sessions

        query = gql("""
            query Sessions($first: Int = 20, $after: String) {
              sessions(first: $first, after: $after) {
                edges {
                  node {
                    id
                    device
                    network
                    openedAt
                    lastUsedAt
                    expiresAt
                    current
                  }
                }
                pageInfo {
                  hasNextPage
                  endCursor
                }
              }
            }
            """)
        variables: dict[str, object] = {"first": first, "after": after}
        response = await self.execute(
            query=query, operation_name="Sessions", variables=variables, **kwargs
        )
        data = self.get_data(response)
        return Sessions.model_validate(data).sessions

    async def set_auto_refill(
        self,
        user: str,
        choice: "AutoRefillChoice",
        reason: str,
        interval: Union[Optional[int], "UnsetType"] = UNSET,
        unit: Union[Optional["AutoRefillUnit"], "UnsetType"] = UNSET,
        amount: Union[Optional[int], "UnsetType"] = UNSET,
        mode: Union[Optional["AutoRefillMode"], "UnsetType"] = UNSET,
        cap: Union[Optional[int], "UnsetType"] = UNSET,
        zone: Union[Optional[str], "UnsetType"] = UNSET,
        start: Union[Optional[datetime], "UnsetType"] = UNSET,
        **kwargs: Any,
    ) -> Union[
        "SetAutoRefillSetAutoRefillAutoRefillSet",
        "SetAutoRefillSetAutoRefillOperationRefused",
    ]:
        """Give one user free tokens again and again by terms of their own, or none, or as the settings say. Other servers follow within 15 seconds. For admins."""
        from .set_auto_refill import SetAutoRefill

        query = gql("""
            mutation SetAutoRefill($user: ID!, $choice: AutoRefillChoice!, $interval: Int, $unit: AutoRefillUnit, $amount: BigInt, $mode: AutoRefillMode, $cap: BigInt, $zone: String, $start: DateTime, $reason: String!) {
              setAutoRefill(
                input: {userId: $user, choice: $choice, interval: $interval, unit: $unit, amount: $amount, mode: $mode, cap: $cap, timeZone: $zone, startsAt: $start, reason: $reason}
              ) {
                __typename
                ... on AutoRefillSet {
                  autoRefill {
                    enabled
                    choice
                    interval
                    unit
                    amount
                    mode
                    cap
                    timeZone
                    lastRefillAt
                    nextRefillAt
                  }
                }
                ... on UserError {
                  code
                  message
                }
              }
            }
            """)
        variables: dict[str, object] = {
            "user": user,
            "choice": choice,
            "interval": interval,
            "unit": unit,
            "amount": amount,
            "mode": mode,
            "cap": cap,
            "zone": zone,
            "start": start,
            "reason": reason,
        }
        response = await self.execute(
            query=query, operation_name="SetAutoRefill", variables=variables, **kwargs
        )
        data = self.get_data(response)
        return SetAutoRefill.model_validate(data).set_auto_refill

    async def set_auto_top_up(
        self,
        threshold_tokens: int,
        package_id: str,
        monthly_cap: "MoneyInput",
        saved_card_id: str,
        consent: bool,
        key: str,
        **kwargs: Any,
    ) -> Union[
        "SetAutoTopUpSetAutoTopUpAutoTopUpSaved",
        "SetAutoTopUpSetAutoTopUpOperationRefused",
    ]:
        """Set up auto top-up, or change it. Declines are forgotten, and it is tried afresh."""
        from .set_auto_top_up import SetAutoTopUp

        query = gql("""
            mutation SetAutoTopUp($thresholdTokens: BigInt!, $packageId: ID!, $monthlyCap: MoneyInput!, $savedCardId: ID!, $consent: Boolean!, $key: String!) {
              setAutoTopUp(
                input: {enabled: true, thresholdTokens: $thresholdTokens, packageId: $packageId, monthlyCap: $monthlyCap, savedCardId: $savedCardId, consent: $consent, idempotencyKey: $key}
              ) {
                __typename
                ... on AutoTopUpSaved {
                  autoTopUp {
                    state
                    reason
                    monthlyCap {
                      formatted
                    }
                    spentThisMonth {
                      formatted
                    }
                  }
                }
                ... on UserError {
                  code
                  message
                  retryable
                }
              }
            }
            """)
        variables: dict[str, object] = {
            "thresholdTokens": threshold_tokens,
            "packageId": package_id,
            "monthlyCap": monthly_cap,
            "savedCardId": saved_card_id,
            "consent": consent,
            "key": key,
        }
        response = await self.execute(
            query=query, operation_name="SetAutoTopUp", variables=variables, **kwargs
        )
        data = self.get_data(response)
        return SetAutoTopUp.model_validate(data).set_auto_top_up

    async def set_balance(
        self, user_id: str, available: int, reason: str, key: str, **kwargs: Any
    ) -> Union[
        "SetBalanceSetBalanceBalanceAdjusted", "SetBalanceSetBalanceOperationRefused"
    ]:
        """Set what a user can spend, exactly, whatever is spent at the same time. A row of `auditLog` is written before, and completed after. For admins."""
        from .set_balance import SetBalance

        query = gql("""
            mutation SetBalance($userId: ID!, $available: BigInt!, $reason: String!, $key: String!) {
              setBalance(
                input: {userId: $userId, available: $available, reason: $reason, idempotencyKey: $key}
              ) {
                __typename
                ... on BalanceAdjusted {
                  actionId
                  availableBefore
                  balance {
                    available
                    free
                    purchased
                    held
                    debt
                  }
                }
                ... on UserError {
                  code
                  message
                  retryable
                }
              }
            }
            """)
        variables: dict[str, object] = {
            "userId": user_id,
            "available": available,
            "reason": reason,
            "key": key,
        }
        response = await self.execute(
            query=query, operation_name="SetBalance", variables=variables, **kwargs
        )
        data = self.get_data(response)
        return SetBalance.model_validate(data).set_balance

    async def set_low_balance_notice(
        self,
        threshold: Union[Optional[int], "UnsetType"] = UNSET,
        by_mail: Union[bool, "UnsetType"] = UNSET,
        **kwargs: Any,
    ) -> Union[
        "SetLowBalanceNoticeSetLowBalanceNoticeLowBalanceSettingsSaved",
        "SetLowBalanceNoticeSetLowBalanceNoticeOperationRefused",
    ]:
        """Choose when to be told that the caller's tokens run low, and whether by mail, too."""
        from .set_low_balance_notice import SetLowBalanceNotice

        query = gql("""
            mutation SetLowBalanceNotice($threshold: BigInt, $byMail: Boolean! = false) {
              setLowBalanceNotice(input: {thresholdTokens: $threshold, byMail: $byMail}) {
                __typename
                ... on LowBalanceSettingsSaved {
                  settings {
                    thresholdTokens
                    isDefault
                    byMail
                    low
                  }
                }
                ... on UserError {
                  code
                  message
                  retryable
                }
              }
            }
            """)
        variables: dict[str, object] = {"threshold": threshold, "byMail": by_mail}
        response = await self.execute(
            query=query,
            operation_name="SetLowBalanceNotice",
            variables=variables,
            **kwargs,
        )
        data = self.get_data(response)
        return SetLowBalanceNotice.model_validate(data).set_low_balance_notice

    async def set_model_override(
        self,
        model: str,
        hidden: Union[Optional[bool], "UnsetType"] = UNSET,
        premium: Union[Optional[bool], "UnsetType"] = UNSET,
        name: Union[Optional[str], "UnsetType"] = UNSET,
        factor_per_mille: Union[Optional[int], "UnsetType"] = UNSET,
        **kwargs: Any,
    ) -> Union[
        "SetModelOverrideSetModelOverrideModelOverrideSet",
        "SetModelOverrideSetModelOverrideOperationRefused",
    ]:
        """Hide, rename, price or mark a model, whatever its provider says. For admins."""
        from .set_model_override import SetModelOverride

        query = gql("""
            mutation SetModelOverride($model: ID!, $hidden: Boolean, $premium: Boolean, $name: String, $factorPerMille: Int) {
              setModelOverride(
                input: {modelId: $model, hidden: $hidden, premium: $premium, name: $name, factorPerMille: $factorPerMille}
              ) {
                __typename
                ... on ModelOverrideSet {
                  override {
                    modelId
                    listed
                    hidden
                    premium
                    name
                    factorPerMille
                    marginPerMille
                    rates {
                      input
                      output
                    }
                  }
                }
                ... on UserError {
                  code
                  message
                }
              }
            }
            """)
        variables: dict[str, object] = {
            "model": model,
            "hidden": hidden,
            "premium": premium,
            "name": name,
            "factorPerMille": factor_per_mille,
        }
        response = await self.execute(
            query=query,
            operation_name="SetModelOverride",
            variables=variables,
            **kwargs,
        )
        data = self.get_data(response)
        return SetModelOverride.model_validate(data).set_model_override

    async def set_team_member_caps(
        self,
        team: str,
        member: str,
        daily: Union[Optional[int], "UnsetType"] = UNSET,
        monthly: Union[Optional[int], "UnsetType"] = UNSET,
        **kwargs: Any,
    ) -> Union[
        "SetTeamMemberCapsSetTeamMemberCapsOperationRefused",
        "SetTeamMemberCapsSetTeamMemberCapsTeamMember",
    ]:
        """Set how many of the team's tokens a member may use of a day and of a month, in UTC. It holds from now on, also for what was used before; chats that run go on."""
        from .set_team_member_caps import SetTeamMemberCaps

        query = gql("""
            mutation SetTeamMemberCaps($team: ID!, $member: ID!, $daily: BigInt, $monthly: BigInt) {
              setTeamMemberCaps(
                input: {teamId: $team, memberId: $member, dailyCap: $daily, monthlyCap: $monthly}
              ) {
                __typename
                ... on TeamMember {
                  person {
                    id
                    name
                  }
                  role
                  dailyCap
                  monthlyCap
                  usedToday
                  usedThisMonth
                }
                ... on UserError {
                  code
                  message
                  retryable
                }
              }
            }
            """)
        variables: dict[str, object] = {
            "team": team,
            "member": member,
            "daily": daily,
            "monthly": monthly,
        }
        response = await self.execute(
            query=query,
            operation_name="SetTeamMemberCaps",
            variables=variables,
            **kwargs,
        )
        data = self.get_data(response)
        return SetTeamMemberCaps.model_validate(data).set_team_member_caps

    async def set_team_member_role(
        self, team: str, member: str, role: "TeamRole", **kwargs: Any
    ) -> Union[
        "SetTeamMemberRoleSetTeamMemberRoleOperationRefused",
        "SetTeamMemberRoleSetTeamMemberRoleTeamMember",
    ]:
        """Make a member of a team an admin, or a member again. For its owner."""
        from .set_team_member_role import SetTeamMemberRole

        query = gql("""
            mutation SetTeamMemberRole($team: ID!, $member: ID!, $role: TeamRole!) {
              setTeamMemberRole(input: {teamId: $team, memberId: $member, role: $role}) {
                __typename
                ... on TeamMember {
                  person {
                    id
                    name
                  }
                  role
                  dailyCap
                  monthlyCap
                  usedToday
                  usedThisMonth
                }
                ... on UserError {
                  code
                  message
                  retryable
                }
              }
            }
            """)
        variables: dict[str, object] = {"team": team, "member": member, "role": role}
        response = await self.execute(
            query=query,
            operation_name="SetTeamMemberRole",
            variables=variables,
            **kwargs,
        )
        data = self.get_data(response)
        return SetTeamMemberRole.model_validate(data).set_team_member_role

    async def set_user_role(
        self, user_id: str, role: "Role", reason: str, **kwargs: Any
    ) -> Union[
        "SetUserRoleSetUserRoleOperationRefused", "SetUserRoleSetUserRoleUserChanged"
    ]:
        """Make a user an admin, or an admin a user, who is then signed out everywhere. Nobody demotes themself, nor the last admin. For admins."""
        from .set_user_role import SetUserRole

        query = gql("""
            mutation SetUserRole($userId: ID!, $role: Role!, $reason: String!) {
              setUserRole(input: {userId: $userId, role: $role, reason: $reason}) {
                __typename
                ... on UserChanged {
                  user {
                    id
                    email
                    status
                    role
                  }
                }
                ... on UserError {
                  code
                  message
                  retryable
                }
              }
            }
            """)
        variables: dict[str, object] = {
            "userId": user_id,
            "role": role,
            "reason": reason,
        }
        response = await self.execute(
            query=query, operation_name="SetUserRole", variables=variables, **kwargs
        )
        data = self.get_data(response)
        return SetUserRole.model_validate(data).set_user_role

    async def settle_hold(
        self,
        hold: str,
        amount: int,
        user: Union[Optional[str], "UnsetType"] = UNSET,
        work: Union[Optional["WorkInput"], "UnsetType"] = UNSET,
        **kwargs: Any,
    ) -> Union[
        "SettleHoldSettleHoldHoldSettled", "SettleHoldSettleHoldOperationRefused"
    ]:
        """End a hold of `holdTokens`: charge what the work did cost, and return the rest. Repeated with the same amount it gives the same answer; with another one HOLD_ENDED."""
        from .settle_hold import SettleHold

        query = gql("""
            mutation SettleHold($user: ID, $hold: ID!, $amount: BigInt!, $work: WorkInput) {
              settleHold(input: {userId: $user, holdId: $hold, amount: $amount, work: $work}) {
                __typename
                ... on HoldSettled {
                  cost
                  returned
                  balance {
                    available
                    held
                  }
                }
                ... on UserError {
                  code
                  message
                }
              }
            }
            """)
        variables: dict[str, object] = {
            "user": user,
            "hold": hold,
            "amount": amount,
            "work": work,
        }
        response = await self.execute(
            query=query, operation_name="SettleHold", variables=variables, **kwargs
        )
        data = self.get_data(response)
        return SettleHold.model_validate(data).settle_hold

    async def share_conversation(
        self, conversation: str, access: "ShareAccess", key: str, **kwargs: Any
    ) -> Union[
        "ShareConversationShareConversationConversationShared",
        "ShareConversationShareConversationOperationRefused",
    ]:
        """Invite one person to read one of the caller's own conversations, or to take part. Whoever accepts the invitation first has access; it is told to nobody but the caller."""
        from .share_conversation import ShareConversation

        query = gql("""
            mutation ShareConversation($conversation: ID!, $access: ShareAccess!, $key: String!) {
              shareConversation(
                input: {conversationId: $conversation, access: $access, idempotencyKey: $key}
              ) {
                __typename
                ... on ConversationShared {
                  invitation
                  share {
                    id
                    access
                    person {
                      id
                      name
                    }
                    expiresAt
                    acceptedAt
                  }
                }
                ... on UserError {
                  code
                  message
                  retryable
                }
              }
            }
            """)
        variables: dict[str, object] = {
            "conversation": conversation,
            "access": access,
            "key": key,
        }
        response = await self.execute(
            query=query,
            operation_name="ShareConversation",
            variables=variables,
            **kwargs,
        )
        data = self.get_data(response)
        return ShareConversation.model_validate(data).share_conversation

    async def show_branch(
        self, message: str, **kwargs: Any
    ) -> Union[
        "ShowBranchShowBranchConversation", "ShowBranchShowBranchOperationRefused"
    ]:
        """Show the branch that a message was written in: `messages` reads it, and `chat` goes on there."""
        from .show_branch import ShowBranch

        query = gql("""
            mutation ShowBranch($message: ID!) {
              showBranch(input: {messageId: $message}) {
                __typename
                ... on Conversation {
                  id
                  title
                  messageCount
                  lastMessageAt
                }
                ... on UserError {
                  code
                  message
                  retryable
                }
              }
            }
            """)
        variables: dict[str, object] = {"message": message}
        response = await self.execute(
            query=query, operation_name="ShowBranch", variables=variables, **kwargs
        )
        data = self.get_data(response)
        return ShowBranch.model_validate(data).show_branch

    async def sign_in_providers(
        self, **kwargs: Any
    ) -> list["SignInProvidersSignInProviders"]:
        """By which identity providers people may sign in here, in the order in which to offer them."""
        from .sign_in_providers import SignInProviders

        query = gql("""
            query SignInProviders {
              signInProviders {
                name
                startPath
              }
            }
            """)
        variables: dict[str, object] = {}
        response = await self.execute(
            query=query, operation_name="SignInProviders", variables=variables, **kwargs
        )
        data = self.get_data(response)
        return SignInProviders.model_validate(data).sign_in_providers

    async def spend_tokens(
        self,
        amount: int,
        key: str,
        user: Union[Optional[str], "UnsetType"] = UNSET,
        work: Union[Optional["WorkInput"], "UnsetType"] = UNSET,
        **kwargs: Any,
    ) -> Union[
        "SpendTokensSpendTokensInsufficientTokens",
        "SpendTokensSpendTokensOperationRefused",
        "SpendTokensSpendTokensTokensSpent",
    ]:
        """Charge tokens for work that was done elsewhere. For API keys with the scope SPEND: the caller's own tokens, or with an admin's key any user's."""
        from .spend_tokens import SpendTokens

        query = gql("""
            mutation SpendTokens($user: ID, $amount: BigInt!, $work: WorkInput, $key: String!) {
              spendTokens(
                input: {userId: $user, amount: $amount, work: $work, idempotencyKey: $key}
              ) {
                __typename
                ... on TokensSpent {
                  cost
                  balance {
                    available
                    held
                  }
                }
                ... on InsufficientTokens {
                  required
                  available
                  suggestion
                }
                ... on UserError {
                  code
                  message
                }
              }
            }
            """)
        variables: dict[str, object] = {
            "user": user,
            "amount": amount,
            "work": work,
            "key": key,
        }
        response = await self.execute(
            query=query, operation_name="SpendTokens", variables=variables, **kwargs
        )
        data = self.get_data(response)
        return SpendTokens.model_validate(data).spend_tokens

    async def start_bulk_grant(
        self,
        amount: int,
        most_users: int,
        reason: str,
        key: str,
        expires_at: Union[Optional[datetime], "UnsetType"] = UNSET,
        role: Union[Optional["Role"], "UnsetType"] = UNSET,
        plan_id: Union[Optional[str], "UnsetType"] = UNSET,
        verified: Union[Optional[bool], "UnsetType"] = UNSET,
        created_from: Union[Optional[datetime], "UnsetType"] = UNSET,
        created_to: Union[Optional[datetime], "UnsetType"] = UNSET,
        available_least: Union[Optional[int], "UnsetType"] = UNSET,
        available_most: Union[Optional[int], "UnsetType"] = UNSET,
        **kwargs: Any,
    ) -> Union[
        "StartBulkGrantStartBulkGrantBulkGrantChanged",
        "StartBulkGrantStartBulkGrantOperationRefused",
    ]:
        """Give tokens to every active user whom the filter matches, each once. It goes on by itself, on whichever server, through every crash; `bulkGrants` tells how far it is. Users who come later are not in it. For admins."""
        from .start_bulk_grant import StartBulkGrant

        query = gql("""
            mutation StartBulkGrant($amount: BigInt!, $mostUsers: BigInt!, $reason: String!, $key: String!, $expiresAt: DateTime, $role: Role, $planId: ID, $verified: Boolean, $createdFrom: DateTime, $createdTo: DateTime, $availableLeast: BigInt, $availableMost: BigInt) {
              startBulkGrant(
                input: {amount: $amount, mostUsers: $mostUsers, reason: $reason, idempotencyKey: $key, expiresAt: $expiresAt, role: $role, planId: $planId, verified: $verified, createdFrom: $createdFrom, createdTo: $createdTo, availableLeast: $availableLeast, availableMost: $availableMost}
              ) {
                __typename
                ... on BulkGrantChanged {
                  bulkGrant {
                    id
                    status
                    expectedUsers
                    granted
                  }
                }
                ... on UserError {
                  code
                  message
                  retryable
                }
              }
            }
            """)
        variables: dict[str, object] = {
            "amount": amount,
            "mostUsers": most_users,
            "reason": reason,
            "key": key,
            "expiresAt": expires_at,
            "role": role,
            "planId": plan_id,
            "verified": verified,
            "createdFrom": created_from,
            "createdTo": created_to,
            "availableLeast": available_least,
            "availableMost": available_most,
        }
        response = await self.execute(
            query=query, operation_name="StartBulkGrant", variables=variables, **kwargs
        )
        data = self.get_data(response)
        return StartBulkGrant.model_validate(data).start_bulk_grant

    async def start_card_setup(
        self, consent: bool, key: str, **kwargs: Any
    ) -> Union[
        "StartCardSetupStartCardSetupCardSetupStarted",
        "StartCardSetupStartCardSetupOperationRefused",
    ]:
        """Begin to save a card for payments while the caller is away. Nothing is charged."""
        from .start_card_setup import StartCardSetup

        query = gql("""
            mutation StartCardSetup($consent: Boolean!, $key: String!) {
              startCardSetup(input: {consent: $consent, idempotencyKey: $key}) {
                __typename
                ... on CardSetupStarted {
                  clientSecret
                  publishableKey
                  pageUrl
                }
                ... on UserError {
                  code
                  message
                  retryable
                }
              }
            }
            """)
        variables: dict[str, object] = {"consent": consent, "key": key}
        response = await self.execute(
            query=query, operation_name="StartCardSetup", variables=variables, **kwargs
        )
        data = self.get_data(response)
        return StartCardSetup.model_validate(data).start_card_setup

    async def start_checkout(
        self,
        package_id: str,
        success_url: str,
        cancel_url: str,
        key: str,
        **kwargs: Any,
    ) -> Union[
        "StartCheckoutStartCheckoutCheckoutStarted",
        "StartCheckoutStartCheckoutOperationRefused",
        "StartCheckoutStartCheckoutPaymentMethodUnavailable",
        "StartCheckoutStartCheckoutPaymentRefused",
        "StartCheckoutStartCheckoutPromoCodeRefused",
    ]:
        """Start a purchase that is paid on Stripe's page. Tokens are credited once it is paid, as by `purchase`; `cancelPurchase` closes the page."""
        from .start_checkout import StartCheckout

        query = gql("""
            mutation StartCheckout($packageId: ID!, $successUrl: String!, $cancelUrl: String!, $key: String!) {
              startCheckout(
                input: {packageId: $packageId, successUrl: $successUrl, cancelUrl: $cancelUrl, idempotencyKey: $key}
              ) {
                __typename
                ... on CheckoutStarted {
                  url
                  expiresAt
                  payment {
                    id
                    status
                  }
                }
                ... on UserError {
                  code
                  message
                  retryable
                }
              }
            }
            """)
        variables: dict[str, object] = {
            "packageId": package_id,
            "successUrl": success_url,
            "cancelUrl": cancel_url,
            "key": key,
        }
        response = await self.execute(
            query=query, operation_name="StartCheckout", variables=variables, **kwargs
        )
        data = self.get_data(response)
        return StartCheckout.model_validate(data).start_checkout

    async def start_guest_session(
        self, device_key: str, **kwargs: Any
    ) -> Union[
        "StartGuestSessionStartGuestSessionOperationRefused",
        "StartGuestSessionStartGuestSessionSession",
        "StartGuestSessionStartGuestSessionSessionInCookies",
    ]:
        """Begin as a guest, without an account: one guest for each device, with tokens that are granted once."""
        from .start_guest_session import StartGuestSession

        query = gql("""
            mutation StartGuestSession($deviceKey: String!) {
              startGuestSession(input: {deviceKey: $deviceKey}) {
                __typename
                ... on Session {
                  accessToken
                  refreshToken
                  expiresAt
                  user {
                    id
                    email
                    name
                    role
                  }
                }
                ... on UserError {
                  code
                  message
                  retryable
                }
              }
            }
            """)
        variables: dict[str, object] = {"deviceKey": device_key}
        response = await self.execute(
            query=query,
            operation_name="StartGuestSession",
            variables=variables,
            **kwargs,
        )
        data = self.get_data(response)
        return StartGuestSession.model_validate(data).start_guest_session

    async def stop_auto_top_up(
        self, key: str, **kwargs: Any
    ) -> Union[
        "StopAutoTopUpStopAutoTopUpAutoTopUpSaved",
        "StopAutoTopUpStopAutoTopUpOperationRefused",
    ]:
        """Stop auto top-up. What is just being charged ends as it does."""
        from .stop_auto_top_up import StopAutoTopUp

        query = gql("""
            mutation StopAutoTopUp($key: String!) {
              stopAutoTopUp(input: {idempotencyKey: $key}) {
                __typename
                ... on AutoTopUpSaved {
                  autoTopUp {
                    state
                  }
                }
                ... on UserError {
                  code
                  message
                  retryable
                }
              }
            }
            """)
        variables: dict[str, object] = {"key": key}
        response = await self.execute(
            query=query, operation_name="StopAutoTopUp", variables=variables, **kwargs
        )
        data = self.get_data(response)
        return StopAutoTopUp.model_validate(data).stop_auto_top_up

    async def subscribe(
        self,
        plan_id: str,
        key: str,
        currency: Union[Optional[str], "UnsetType"] = UNSET,
        interval: Union["PlanInterval", "UnsetType"] = UNSET,
        **kwargs: Any,
    ) -> Union[
        "SubscribeSubscribeOperationRefused",
        "SubscribeSubscribeSubscriptionRefused",
        "SubscribeSubscribeSubscriptionStarted",
    ]:
        """Subscribe to a plan. The amount comes from the server. Tokens are granted for each paid period."""
        from .subscribe import Subscribe

        query = gql("""
            mutation Subscribe($planId: ID!, $interval: PlanInterval! = MONTH, $currency: String, $key: String!) {
              subscribe(
                input: {planId: $planId, interval: $interval, currency: $currency, idempotencyKey: $key}
              ) {
                __typename
                ... on SubscriptionStarted {
                  subscription {
                    id
                    planId
                    status
                  }
                  clientSecret
                  publishableKey
                  paymentPageUrl
                }
                ... on SubscriptionRefused {
                  gatewayCode
                }
                ... on UserError {
                  code
                  message
                  retryable
                }
              }
            }
            """)
        variables: dict[str, object] = {
            "planId": plan_id,
            "interval": interval,
            "currency": currency,
            "key": key,
        }
        response = await self.execute(
            query=query, operation_name="Subscribe", variables=variables, **kwargs
        )
        data = self.get_data(response)
        return Subscribe.model_validate(data).subscribe

    async def suspend_user(
        self, user_id: str, reason: str, **kwargs: Any
    ) -> Union[
        "SuspendUserSuspendUserOperationRefused", "SuspendUserSuspendUserUserChanged"
    ]:
        """Let a user do nothing any more. Within 5 s their sessions, API keys, open streams and running replies have ended on every server. Nobody suspends themself, nor the last admin. For admins."""
        from .suspend_user import SuspendUser

        query = gql("""
            mutation SuspendUser($userId: ID!, $reason: String!) {
              suspendUser(input: {userId: $userId, reason: $reason}) {
                __typename
                ... on UserChanged {
                  user {
                    id
                    email
                    status
                    role
                  }
                }
                ... on UserError {
                  code
                  message
                  retryable
                }
              }
            }
            """)
        variables: dict[str, object] = {"userId": user_id, "reason": reason}
        response = await self.execute(
            query=query, operation_name="SuspendUser", variables=variables, **kwargs
        )
        data = self.get_data(response)
        return SuspendUser.model_validate(data).suspend_user

    async def team(
        self,
        id: str,
        first: Union[Optional[int], "UnsetType"] = UNSET,
        after: Union[Optional[str], "UnsetType"] = UNSET,
        **kwargs: Any,
    ) -> "TeamTeam":
        """A team that the caller is in. Any other is NOT_FOUND."""
        from .team import Team

        query = gql("""
            query Team($id: ID!, $first: Int = 20, $after: String) {
              team(id: $id) {
                id
                name
                role
                createdAt
                memberCount
                balance {
                  available
                  free
                  purchased
                  held
                  debt
                  lifetimePurchased
                  lifetimeSpent
                }
                members(first: $first, after: $after) {
                  edges {
                    node {
                      person {
                        id
                        name
                      }
                      role
                      joinedAt
                      dailyCap
                      monthlyCap
                      usedToday
                      usedThisMonth
                    }
                  }
                  pageInfo {
                    hasNextPage
                    endCursor
                  }
                }
                invitations(first: 50) {
                  edges {
                    node {
                      id
                      email
                      role
                      invitedBy {
                        id
                        name
                      }
                      sentAt
                      expiresAt
                    }
                  }
                }
              }
            }
            """)
        variables: dict[str, object] = {"id": id, "first": first, "after": after}
        response = await self.execute(
            query=query, operation_name="Team", variables=variables, **kwargs
        )
        data = self.get_data(response)
        return Team.model_validate(data).team

    async def team_chat(
        self,
        team: str,
        message: str,
        key: str,
        max_tokens: Union[Optional[int], "UnsetType"] = UNSET,
        **kwargs: Any,
    ) -> Union[
        "TeamChatChatAttachmentRefused",
        "TeamChatChatChatCompleted",
        "TeamChatChatInsufficientTokens",
        "TeamChatChatModelTakesNoImages",
        "TeamChatChatOperationRefused",
        "TeamChatChatPaywall",
    ]:
        """Send a message and wait for the whole reply. A chat that fails costs nothing; the same key with the same input gives the same reply again, charged once."""
        from .team_chat import TeamChat

        query = gql("""
            mutation TeamChat($team: ID!, $message: String!, $key: String!, $maxTokens: Int) {
              chat(
                input: {teamId: $team, message: $message, idempotencyKey: $key, maxTokens: $maxTokens}
              ) {
                __typename
                ... on ChatCompleted {
                  conversation {
                    id
                  }
                  reply {
                    id
                    content
                  }
                  usage {
                    cost
                  }
                  balance {
                    available
                  }
                }
                ... on UserError {
                  code
                  message
                  retryable
                }
              }
            }
            """)
        variables: dict[str, object] = {
            "team": team,
            "message": message,
            "key": key,
            "maxTokens": max_tokens,
        }
        response = await self.execute(
            query=query, operation_name="TeamChat", variables=variables, **kwargs
        )
        data = self.get_data(response)
        return TeamChat.model_validate(data).chat

    async def team_invitation(
        self, token: str, **kwargs: Any
    ) -> "TeamInvitationTeamInvitation":
        """What the token of a mail invites to, before it is accepted. One that is good for nothing any more is TEAM_INVITATION_INVALID."""
        from .team_invitation import TeamInvitation

        query = gql("""
            query TeamInvitation($token: String!) {
              teamInvitation(token: $token) {
                id
                teamId
                teamName
                email
                role
                invitedBy {
                  id
                  name
                }
                expiresAt
              }
            }
            """)
        variables: dict[str, object] = {"token": token}
        response = await self.execute(
            query=query, operation_name="TeamInvitation", variables=variables, **kwargs
        )
        data = self.get_data(response)
        return TeamInvitation.model_validate(data).team_invitation

    async def team_invitations(
        self,
        first: Union[Optional[int], "UnsetType"] = UNSET,
        after: Union[Optional[str], "UnsetType"] = UNSET,
        **kwargs: Any,
    ) -> "TeamInvitationsTeamInvitations":
        """Open invitations to the caller's e-mail address, the oldest first. None while the address is not verified: then the token of the mail lets them in."""
        from .team_invitations import TeamInvitations

        query = gql("""
            query TeamInvitations($first: Int = 20, $after: String) {
              teamInvitations(first: $first, after: $after) {
                edges {
                  node {
                    id
                    teamId
                    teamName
                    email
                    role
                    invitedBy {
                      id
                      name
                    }
                    expiresAt
                  }
                }
                pageInfo {
                  hasNextPage
                  endCursor
                }
              }
            }
            """)
        variables: dict[str, object] = {"first": first, "after": after}
        response = await self.execute(
            query=query, operation_name="TeamInvitations", variables=variables, **kwargs
        )
        data = self.get_data(response)
        return TeamInvitations.model_validate(data).team_invitations

    async def team_usage(
        self,
        team: str,
        member: Union[Optional[str], "UnsetType"] = UNSET,
        first: Union[Optional[int], "UnsetType"] = UNSET,
        after: Union[Optional[str], "UnsetType"] = UNSET,
        **kwargs: Any,
    ) -> "TeamUsageUsageHistory":
        """Charges to the caller's wallet for model tokens, or to a team's, newest first. Pages stay what they are while new charges arrive. Of a team's, owner and admins see all, members their own."""
        from .team_usage import TeamUsage

        query = gql("""
            query TeamUsage($team: ID!, $member: ID, $first: Int = 20, $after: String) {
              usageHistory(
                teamId: $team
                first: $first
                after: $after
                filter: {memberId: $member}
              ) {
                edges {
                  node {
                    id
                    at
                    kind
                    modelId
                    member {
                      id
                      name
                    }
                    cost
                    balanceAfter
                  }
                }
                pageInfo {
                  hasNextPage
                  endCursor
                }
              }
            }
            """)
        variables: dict[str, object] = {
            "team": team,
            "member": member,
            "first": first,
            "after": after,
        }
        response = await self.execute(
            query=query, operation_name="TeamUsage", variables=variables, **kwargs
        )
        data = self.get_data(response)
        return TeamUsage.model_validate(data).usage_history

    async def teams(
        self,
        first: Union[Optional[int], "UnsetType"] = UNSET,
        after: Union[Optional[str], "UnsetType"] = UNSET,
        **kwargs: Any,
    ) -> "TeamsTeams":
        """The teams that the caller is in, the oldest first."""
        from .teams import Teams

        query = gql("""
            query Teams($first: Int = 20, $after: String) {
              teams(first: $first, after: $after) {
                edges {
                  node {
                    id
                    name
                    role
                    balance {
                      available
                    }
                    membership {
                      dailyCap
                      monthlyCap
                      usedToday
                      usedThisMonth
                    }
                  }
                }
                pageInfo {
                  hasNextPage
                  endCursor
                }
              }
            }
            """)
        variables: dict[str, object] = {"first": first, "after": after}
        response = await self.execute(
            query=query, operation_name="Teams", variables=variables, **kwargs
        )
        data = self.get_data(response)
        return Teams.model_validate(data).teams

    async def test_provider_key(
        self, key: str, model: Union[Optional[str], "UnsetType"] = UNSET, **kwargs: Any
    ) -> Union[
        "TestProviderKeyTestProviderKeyOperationRefused",
        "TestProviderKeyTestProviderKeyProviderKeyTested",
    ]:
        """Have a model begin a reply of a few tokens with this key and no other. A good key ends its rest, one that is refused begins one. For admins."""
        from .test_provider_key import TestProviderKey

        query = gql("""
            mutation TestProviderKey($key: ID!, $model: ID) {
              testProviderKey(input: {keyId: $key, modelId: $model}) {
                __typename
                ... on ProviderKeyTested {
                  ok
                  failureCode
                  failureMessage
                  modelId
                  milliseconds
                  providerKey {
                    id
                    status
                    restsUntil
                  }
                }
                ... on UserError {
                  code
                  message
                }
              }
            }
            """)
        variables: dict[str, object] = {"key": key, "model": model}
        response = await self.execute(
            query=query, operation_name="TestProviderKey", variables=variables, **kwargs
        )
        data = self.get_data(response)
        return TestProviderKey.model_validate(data).test_provider_key

    async def ticket_export(
        self, ticket: str, format: "TicketFormat", **kwargs: Any
    ) -> "TicketExportTicketExport":
        """A link to one of the caller's tickets as Markdown, JSON or PDF."""
        from .ticket_export import TicketExport

        query = gql("""
            query TicketExport($ticket: ID!, $format: TicketFormat!) {
              ticketExport(ticketId: $ticket, format: $format) {
                url
                expiresAt
              }
            }
            """)
        variables: dict[str, object] = {"ticket": ticket, "format": format}
        response = await self.execute(
            query=query, operation_name="TicketExport", variables=variables, **kwargs
        )
        data = self.get_data(response)
        return TicketExport.model_validate(data).ticket_export

    async def ticket_limits(self, **kwargs: Any) -> "TicketLimitsTicketLimits":
        """What a ticket and the description that it is made of are bounded by. Open to everyone."""
        from .ticket_limits import TicketLimits

        query = gql("""
            query TicketLimits {
              ticketLimits {
                descriptionCharacters
                titleCharacters
                acceptanceCriteria
                labels
                preferredModelId
              }
            }
            """)
        variables: dict[str, object] = {}
        response = await self.execute(
            query=query, operation_name="TicketLimits", variables=variables, **kwargs
        )
        data = self.get_data(response)
        return TicketLimits.model_validate(data).ticket_limits

    async def tickets(
        self,
        first: int,
        after: Union[Optional[str], "UnsetType"] = UNSET,
        **kwargs: Any,
    ) -> "TicketsTickets":
        """The caller's tickets, the newest first."""
        from .tickets import Tickets

        query = gql("""
            query Tickets($first: Int!, $after: String) {
              tickets(first: $first, after: $after) {
                edges {
                  node {
                    id
                    title
                    priority
                    labels
                    acceptanceCriteria
                    createdAt
                    usage {
                      inputTokens
                      outputTokens
                      cost
                      countedBy
                      pricing {
                        input
                        output
                        version
                        policy
                      }
                    }
                  }
                }
                pageInfo {
                  hasNextPage
                  endCursor
                }
              }
            }
            """)
        variables: dict[str, object] = {"first": first, "after": after}
        response = await self.execute(
            query=query, operation_name="Tickets", variables=variables, **kwargs
        )
        data = self.get_data(response)
        return Tickets.model_validate(data).tickets

    async def transfer_team(
        self, team: str, member: str, **kwargs: Any
    ) -> Union[
        "TransferTeamTransferTeamOperationRefused", "TransferTeamTransferTeamTeamMember"
    ]:
        """Make another member the owner of a team; the caller, who owns it, becomes an admin."""
        from .transfer_team import TransferTeam

        query = gql("""
            mutation TransferTeam($team: ID!, $member: ID!) {
              transferTeam(input: {teamId: $team, memberId: $member}) {
                __typename
                ... on TeamMember {
                  person {
                    id
                    name
                  }
                  role
                  dailyCap
                  monthlyCap
                  usedToday
                  usedThisMonth
                }
                ... on UserError {
                  code
                  message
                  retryable
                }
              }
            }
            """)
        variables: dict[str, object] = {"team": team, "member": member}
        response = await self.execute(
            query=query, operation_name="TransferTeam", variables=variables, **kwargs
        )
        data = self.get_data(response)
        return TransferTeam.model_validate(data).transfer_team

    async def unblock(
        self, block: str, **kwargs: Any
    ) -> Union["UnblockUnblockOperationRefused", "UnblockUnblockUnblocked"]:
        """Take a term or a user off the block list. For admins."""
        from .unblock import Unblock

        query = gql("""
            mutation Unblock($block: ID!) {
              unblock(input: {blockId: $block}) {
                __typename
                ... on Unblocked {
                  blockId
                }
                ... on UserError {
                  code
                  message
                  retryable
                }
              }
            }
            """)
        variables: dict[str, object] = {"block": block}
        response = await self.execute(
            query=query, operation_name="Unblock", variables=variables, **kwargs
        )
        data = self.get_data(response)
        return Unblock.model_validate(data).unblock

    async def unlink_provider(
        self, provider: str, **kwargs: Any
    ) -> Union[
        "UnlinkProviderUnlinkProviderLinkedProviders",
        "UnlinkProviderUnlinkProviderOperationRefused",
    ]:
        """Let a provider's sign-in open your account no more, unless it is the only way in, and if you signed in less than ten minutes ago. Sessions go on. Not open to API keys."""
        from .unlink_provider import UnlinkProvider

        query = gql("""
            mutation UnlinkProvider($provider: String!) {
              unlinkProvider(input: {provider: $provider}) {
                __typename
                ... on LinkedProviders {
                  providers {
                    provider
                    email
                    linkedAt
                  }
                }
                ... on UserError {
                  code
                  message
                  retryable
                }
              }
            }
            """)
        variables: dict[str, object] = {"provider": provider}
        response = await self.execute(
            query=query, operation_name="UnlinkProvider", variables=variables, **kwargs
        )
        data = self.get_data(response)
        return UnlinkProvider.model_validate(data).unlink_provider

    async def update_package(
        self,
        id: str,
        version: int,
        name: Union[Optional[str], "UnsetType"] = UNSET,
        tokens: Union[Optional[int], "UnsetType"] = UNSET,
        prices: Union[Optional[list["PackagePriceInput"]], "UnsetType"] = UNSET,
        **kwargs: Any,
    ) -> Union[
        "UpdatePackageUpdatePackageCatalogEditStale",
        "UpdatePackageUpdatePackageOperationRefused",
        "UpdatePackageUpdatePackagePackageSaved",
    ]:
        """Change a package, for purchases from now on; payments that were begun keep package and price. For admins."""
        from .update_package import UpdatePackage

        query = gql("""
            mutation UpdatePackage($id: ID!, $version: Int!, $name: String, $tokens: BigInt, $prices: [PackagePriceInput!]) {
              updatePackage(
                input: {packageId: $id, version: $version, name: $name, tokens: $tokens, prices: $prices}
              ) {
                __typename
                ... on PackageSaved {
                  package {
                    id
                    version
                    name
                    tokens
                  }
                }
                ... on CatalogEditStale {
                  currentVersion
                }
                ... on UserError {
                  code
                  message
                }
              }
            }
            """)
        variables: dict[str, object] = {
            "id": id,
            "version": version,
            "name": name,
            "tokens": tokens,
            "prices": prices,
        }
        response = await self.execute(
            query=query, operation_name="UpdatePackage", variables=variables, **kwargs
        )
        data = self.get_data(response)
        return UpdatePackage.model_validate(data).update_package

    async def update_plan(
        self,
        id: str,
        version: int,
        name: Union[Optional[str], "UnsetType"] = UNSET,
        prices: Union[Optional[list["PlanPriceInput"]], "UnsetType"] = UNSET,
        tokens_per_month: Union[Optional[int], "UnsetType"] = UNSET,
        **kwargs: Any,
    ) -> Union[
        "UpdatePlanUpdatePlanCatalogEditStale",
        "UpdatePlanUpdatePlanOperationRefused",
        "UpdatePlanUpdatePlanPlanSaved",
    ]:
        """Change a plan, for subscriptions from now on; whoever has subscribed keeps what they agreed to. For admins."""
        from .update_plan import UpdatePlan

        query = gql("""
            mutation UpdatePlan($id: ID!, $version: Int!, $name: String, $prices: [PlanPriceInput!], $tokensPerMonth: BigInt) {
              updatePlan(
                input: {planId: $id, version: $version, name: $name, prices: $prices, tokensPerMonth: $tokensPerMonth}
              ) {
                __typename
                ... on PlanSaved {
                  plan {
                    id
                    version
                  }
                }
                ... on CatalogEditStale {
                  currentVersion
                }
                ... on UserError {
                  code
                  message
                }
              }
            }
            """)
        variables: dict[str, object] = {
            "id": id,
            "version": version,
            "name": name,
            "prices": prices,
            "tokensPerMonth": tokens_per_month,
        }
        response = await self.execute(
            query=query, operation_name="UpdatePlan", variables=variables, **kwargs
        )
        data = self.get_data(response)
        return UpdatePlan.model_validate(data).update_plan

    async def update_preferences(
        self,
        theme: Union[Optional["Theme"], "UnsetType"] = UNSET,
        language: Union[Optional["Language"], "UnsetType"] = UNSET,
        chat_model: Union[Optional[str], "UnsetType"] = UNSET,
        ticket_model: Union[Optional[str], "UnsetType"] = UNSET,
        **kwargs: Any,
    ) -> Union[
        "UpdatePreferencesUpdatePreferencesOperationRefused",
        "UpdatePreferencesUpdatePreferencesPreferencesUpdated",
    ]:
        """Change what the caller prefers: theme, language, default models."""
        from .update_preferences import UpdatePreferences

        query = gql("""
            mutation UpdatePreferences($theme: Theme, $language: Language, $chatModel: ID, $ticketModel: ID) {
              updatePreferences(
                input: {theme: $theme, language: $language, chatModelId: $chatModel, ticketModelId: $ticketModel}
              ) {
                __typename
                ... on PreferencesUpdated {
                  user {
                    id
                    preferences {
                      theme
                      language
                      chatModelId
                      ticketModelId
                    }
                  }
                }
                ... on UserError {
                  code
                  message
                  retryable
                }
              }
            }
            """)
        variables: dict[str, object] = {
            "theme": theme,
            "language": language,
            "chatModel": chat_model,
            "ticketModel": ticket_model,
        }
        response = await self.execute(
            query=query,
            operation_name="UpdatePreferences",
            variables=variables,
            **kwargs,
        )
        data = self.get_data(response)
        return UpdatePreferences.model_validate(data).update_preferences

    async def update_profile(
        self,
        name: Union[Optional[str], "UnsetType"] = UNSET,
        avatar_url: Union[Optional[str], "UnsetType"] = UNSET,
        **kwargs: Any,
    ) -> Union[
        "UpdateProfileUpdateProfileOperationRefused",
        "UpdateProfileUpdateProfileProfileUpdated",
    ]:
        """Change the caller's name or picture."""
        from .update_profile import UpdateProfile

        query = gql("""
            mutation UpdateProfile($name: String, $avatarUrl: String) {
              updateProfile(input: {name: $name, avatarUrl: $avatarUrl}) {
                __typename
                ... on ProfileUpdated {
                  user {
                    id
                    name
                    avatarUrl
                    initials
                  }
                }
                ... on UserError {
                  code
                  message
                  retryable
                }
              }
            }
            """)
        variables: dict[str, object] = {"name": name, "avatarUrl": avatar_url}
        response = await self.execute(
            query=query, operation_name="UpdateProfile", variables=variables, **kwargs
        )
        data = self.get_data(response)
        return UpdateProfile.model_validate(data).update_profile

    async def update_promo_code(
        self,
        code: str,
        total_cap: Union[Optional[int], "UnsetType"] = UNSET,
        ends_at: Union[Optional[datetime], "UnsetType"] = UNSET,
        active: Union[Optional[bool], "UnsetType"] = UNSET,
        **kwargs: Any,
    ) -> Union[
        "UpdatePromoCodeUpdatePromoCodeOperationRefused",
        "UpdatePromoCodeUpdatePromoCodePromoCodeUpdated",
    ]:
        """Change who may have a promo code, when and how often. For admins."""
        from .update_promo_code import UpdatePromoCode

        query = gql("""
            mutation UpdatePromoCode($code: String!, $totalCap: Int, $endsAt: DateTime, $active: Boolean) {
              updatePromoCode(
                input: {code: $code, totalCap: $totalCap, endsAt: $endsAt, active: $active}
              ) {
                __typename
                ... on PromoCodeUpdated {
                  promoCode {
                    name
                    totalCap
                    perUserCap
                    startsAt
                    endsAt
                    active
                    redeemed
                  }
                }
                ... on UserError {
                  code
                  message
                }
              }
            }
            """)
        variables: dict[str, object] = {
            "code": code,
            "totalCap": total_cap,
            "endsAt": ends_at,
            "active": active,
        }
        response = await self.execute(
            query=query, operation_name="UpdatePromoCode", variables=variables, **kwargs
        )
        data = self.get_data(response)
        return UpdatePromoCode.model_validate(data).update_promo_code

    async def update_provider_key(
        self,
        key: str,
        name: Union[Optional[str], "UnsetType"] = UNSET,
        enabled: Union[Optional[bool], "UnsetType"] = UNSET,
        cost_per_mille: Union[Optional[int], "UnsetType"] = UNSET,
        requests_per_day: Union[Optional[int], "UnsetType"] = UNSET,
        **kwargs: Any,
    ) -> Union[
        "UpdateProviderKeyUpdateProviderKeyOperationRefused",
        "UpdateProviderKeyUpdateProviderKeyProviderKeyUpdated",
    ]:
        """Rename, limit, price or switch a provider's key. For admins."""
        from .update_provider_key import UpdateProviderKey

        query = gql("""
            mutation UpdateProviderKey($key: ID!, $name: String, $enabled: Boolean, $costPerMille: Int, $requestsPerDay: BigInt) {
              updateProviderKey(
                input: {keyId: $key, name: $name, enabled: $enabled, costPerMille: $costPerMille, requestsPerDay: $requestsPerDay}
              ) {
                __typename
                ... on ProviderKeyUpdated {
                  providerKey {
                    id
                    name
                    status
                    enabled
                    costPerMille
                    requestsPerDay
                  }
                }
                ... on UserError {
                  code
                  message
                }
              }
            }
            """)
        variables: dict[str, object] = {
            "key": key,
            "name": name,
            "enabled": enabled,
            "costPerMille": cost_per_mille,
            "requestsPerDay": requests_per_day,
        }
        response = await self.execute(
            query=query,
            operation_name="UpdateProviderKey",
            variables=variables,
            **kwargs,
        )
        data = self.get_data(response)
        return UpdateProviderKey.model_validate(data).update_provider_key

    async def update_webhook_endpoint(
        self,
        endpoint: str,
        url: Union[Optional[str], "UnsetType"] = UNSET,
        event_types: Union[Optional[list["WebhookEventType"]], "UnsetType"] = UNSET,
        description: Union[Optional[str], "UnsetType"] = UNSET,
        enabled: Union[Optional[bool], "UnsetType"] = UNSET,
        **kwargs: Any,
    ) -> Union[
        "UpdateWebhookEndpointUpdateWebhookEndpointOperationRefused",
        "UpdateWebhookEndpointUpdateWebhookEndpointWebhookEndpointUpdated",
    ]:
        """Change where events are sent and which, or switch that off and on. For admins."""
        from .update_webhook_endpoint import UpdateWebhookEndpoint

        query = gql("""
            mutation UpdateWebhookEndpoint($endpoint: ID!, $url: String, $eventTypes: [WebhookEventType!], $description: String, $enabled: Boolean) {
              updateWebhookEndpoint(
                input: {endpointId: $endpoint, url: $url, eventTypes: $eventTypes, description: $description, enabled: $enabled}
              ) {
                __typename
                ... on WebhookEndpointUpdated {
                  endpoint {
                    id
                    url
                    description
                    eventTypes
                    enabled
                    disabledReason
                    disabledAt
                    failingSince
                  }
                }
                ... on UserError {
                  code
                  message
                  retryable
                }
              }
            }
            """)
        variables: dict[str, object] = {
            "endpoint": endpoint,
            "url": url,
            "eventTypes": event_types,
            "description": description,
            "enabled": enabled,
        }
        response = await self.execute(
            query=query,
            operation_name="UpdateWebhookEndpoint",
            variables=variables,
            **kwargs,
        )
        data = self.get_data(response)
        return UpdateWebhookEndpoint.model_validate(data).update_webhook_endpoint

    async def usage_export(self, **kwargs: Any) -> Optional["UsageExportUsageExport"]:
        """The caller's latest export of usage, with a fresh link; null when there was never one, or the caller may not read it any more."""
        from .usage_export import UsageExport

        query = gql("""
            query UsageExport {
              usageExport {
                id
                format
                state
                rows
                progress
                until
                askedAt
                endedAt
                url
                expiresAt
              }
            }
            """)
        variables: dict[str, object] = {}
        response = await self.execute(
            query=query, operation_name="UsageExport", variables=variables, **kwargs
        )
        data = self.get_data(response)
        return UsageExport.model_validate(data).usage_export

    async def usage_history(
        self,
        first: int,
        after: Union[Optional[str], "UnsetType"] = UNSET,
        from_: Union[Optional[datetime], "UnsetType"] = UNSET,
        to: Union[Optional[datetime], "UnsetType"] = UNSET,
        **kwargs: Any,
    ) -> "UsageHistoryUsageHistory":
        """Charges to the caller's wallet for model tokens, or to a team's, newest first. Pages stay what they are while new charges arrive. Of a team's, owner and admins see all, members their own."""
        from .usage_history import UsageHistory

        query = gql("""
            query UsageHistory($first: Int!, $after: String, $from: DateTime, $to: DateTime) {
              usageHistory(first: $first, after: $after, filter: {from: $from, to: $to}) {
                edges {
                  cursor
                  node {
                    id
                    at
                    kind
                    modelId
                    conversationId
                    inputTokens
                    outputTokens
                    cost
                    balanceAfter
                  }
                }
                pageInfo {
                  hasNextPage
                  endCursor
                }
              }
            }
            """)
        variables: dict[str, object] = {
            "first": first,
            "after": after,
            "from": from_,
            "to": to,
        }
        response = await self.execute(
            query=query, operation_name="UsageHistory", variables=variables, **kwargs
        )
        data = self.get_data(response)
        return UsageHistory.model_validate(data).usage_history

    async def usage_history_in_full(
        self,
        first: int,
        after: Union[Optional[str], "UnsetType"] = UNSET,
        filter_: Union[Optional["UsageFilterInput"], "UnsetType"] = UNSET,
        **kwargs: Any,
    ) -> "UsageHistoryInFullUsageHistory":
        """Charges to the caller's wallet for model tokens, or to a team's, newest first. Pages stay what they are while new charges arrive. Of a team's, owner and admins see all, members their own."""
        from .usage_history_in_full import UsageHistoryInFull

        query = gql("""
            query UsageHistoryInFull($first: Int!, $after: String, $filter: UsageFilterInput) {
              usageHistory(first: $first, after: $after, filter: $filter) {
                edges {
                  node {
                    id
                    at
                    kind
                    provider
                    modelId
                    member {
                      id
                      name
                    }
                    conversationId
                    messageId
                    inputTokens
                    outputTokens
                    cacheReadTokens
                    cacheWriteTokens
                    reasoningTokens
                    images
                    cost
                    balanceAfter
                    pricing {
                      input
                      output
                      cacheRead
                      cacheWrite
                      reasoning
                      image
                      version
                      policy
                    }
                  }
                }
                pageInfo {
                  hasNextPage
                  endCursor
                }
              }
            }
            """)
        variables: dict[str, object] = {
            "first": first,
            "after": after,
            "filter": filter_,
        }
        response = await self.execute(
            query=query,
            operation_name="UsageHistoryInFull",
            variables=variables,
            **kwargs,
        )
        data = self.get_data(response)
        return UsageHistoryInFull.model_validate(data).usage_history

    async def usage_stats(
        self, from_: datetime, to: datetime, tz: str, **kwargs: Any
    ) -> "UsageStatsUsageStats":
        """Charges to the caller's wallet, or to a team's, in a range of time: totals, a series, and by what charges are told apart by. Exact, however many there are. Of a team's, owner and admins sum up all, members their own."""
        from .usage_stats import UsageStats

        query = gql("""
            query UsageStats($from: DateTime!, $to: DateTime!, $tz: String!) {
              usageStats(from: $from, to: $to, bucket: DAY, timezone: $tz) {
                totals {
                  requests
                  inputTokens
                  outputTokens
                  cost
                }
                series {
                  start
                  requests
                  inputTokens
                  outputTokens
                  cost
                }
                byModel {
                  modelId
                  requests
                  cost
                }
              }
            }
            """)
        variables: dict[str, object] = {"from": from_, "to": to, "tz": tz}
        response = await self.execute(
            query=query, operation_name="UsageStats", variables=variables, **kwargs
        )
        data = self.get_data(response)
        return UsageStats.model_validate(data).usage_stats

    async def usage_stats_in_full(
        self,
        from_: datetime,
        to: datetime,
        tz: str,
        bucket: "TimeBucket",
        filter_: Union[Optional["UsageStatsFilterInput"], "UnsetType"] = UNSET,
        group_by: Union[Optional["UsageGrouping"], "UnsetType"] = UNSET,
        **kwargs: Any,
    ) -> "UsageStatsInFullUsageStats":
        """Charges to the caller's wallet, or to a team's, in a range of time: totals, a series, and by what charges are told apart by. Exact, however many there are. Of a team's, owner and admins sum up all, members their own."""
        from .usage_stats_in_full import UsageStatsInFull

        query = gql("""
            query UsageStatsInFull($from: DateTime!, $to: DateTime!, $tz: String!, $bucket: TimeBucket!, $filter: UsageStatsFilterInput, $groupBy: UsageGrouping) {
              usageStats(
                from: $from
                to: $to
                bucket: $bucket
                timezone: $tz
                filter: $filter
                groupBy: $groupBy
              ) {
                totals {
                  requests
                  inputTokens
                  outputTokens
                  cost
                }
                series {
                  start
                  requests
                  inputTokens
                  outputTokens
                  cost
                }
                groups {
                  key
                  others
                  totals {
                    requests
                    cost
                  }
                  series {
                    start
                    cost
                  }
                }
                byModel {
                  modelId
                  requests
                  cost
                }
                byProvider {
                  provider
                  requests
                  cost
                }
                byKind {
                  kind
                  requests
                  cost
                }
                byMember {
                  member {
                    id
                    name
                  }
                  requests
                  cost
                }
                byConversation {
                  conversationId
                  requests
                  cost
                }
              }
            }
            """)
        variables: dict[str, object] = {
            "from": from_,
            "to": to,
            "tz": tz,
            "bucket": bucket,
            "filter": filter_,
            "groupBy": group_by,
        }
        response = await self.execute(
            query=query,
            operation_name="UsageStatsInFull",
            variables=variables,
            **kwargs,
        )
        data = self.get_data(response)
        return UsageStatsInFull.model_validate(data).usage_stats

    async def user_in_full(self, id: str, **kwargs: Any) -> Optional["UserInFullUser"]:
        """One user, with what they hold, used and paid, where they are signed in, and what admins did to them. Null: there is none. For admins."""
        from .user_in_full import UserInFull

        query = gql("""
            query UserInFull($id: ID!) {
              user(id: $id) {
                id
                email
                emailVerified
                name
                role
                status
                createdAt
                lastSeenAt
                planId
                walletId
                balance {
                  available
                  free
                  purchased
                  held
                  debt
                  lifetimePurchased
                  lifetimeSpent
                }
                grants {
                  source
                  available
                  expiresAt
                  reference
                }
                usage {
                  requests
                  tokens
                  cost
                }
                payments {
                  id
                  status
                  amount {
                    formatted
                  }
                  tokens
                  createdAt
                }
                sessions {
                  id
                  device
                  network
                  lastUsedAt
                }
                adminActions {
                  id
                  at
                  action
                  reason
                  outcome
                  adminId
                  changes {
                    field
                    before
                    after
                  }
                }
              }
            }
            """)
        variables: dict[str, object] = {"id": id}
        response = await self.execute(
            query=query, operation_name="UserInFull", variables=variables, **kwargs
        )
        data = self.get_data(response)
        return UserInFull.model_validate(data).user

    async def users(
        self,
        first: int,
        after: Union[Optional[str], "UnsetType"] = UNSET,
        search: Union[Optional[str], "UnsetType"] = UNSET,
        filter_: Union[Optional["UserFilter"], "UnsetType"] = UNSET,
        sort: Union["UserSort", "UnsetType"] = UNSET,
        **kwargs: Any,
    ) -> "UsersUsers":
        """All users, by page, search, filter and order, with what they hold and have used. For admins."""
        from .users import Users

        query = gql("""
            query Users($first: Int!, $after: String, $search: String, $filter: UserFilter, $sort: UserSort! = NEWEST) {
              users(
                first: $first
                after: $after
                search: $search
                filter: $filter
                sort: $sort
              ) {
                edges {
                  node {
                    id
                    email
                    emailVerified
                    name
                    role
                    status
                    createdAt
                    lastSeenAt
                    planId
                    balance {
                      available
                      held
                      debt
                    }
                    usage {
                      requests
                      cost
                    }
                    figures {
                      available
                      spent
                      at
                    }
                  }
                }
                pageInfo {
                  hasNextPage
                  endCursor
                }
              }
            }
            """)
        variables: dict[str, object] = {
            "first": first,
            "after": after,
            "search": search,
            "filter": filter_,
            "sort": sort,
        }
        response = await self.execute(
            query=query, operation_name="Users", variables=variables, **kwargs
        )
        data = self.get_data(response)
        return Users.model_validate(data).users

    async def verify_email(
        self,
        token: str,
        password: Union[Optional[str], "UnsetType"] = UNSET,
        **kwargs: Any,
    ) -> Union[
        "VerifyEmailVerifyEmailEmailVerified", "VerifyEmailVerifyEmailOperationRefused"
    ]:
        """Follow the link of a mail: the address is verified, or becomes the account's where `changeEmail` asked for it. The account's user is signed in, or gives its password: mail reaches whom strangers name, too."""
        from .verify_email import VerifyEmail

        query = gql("""
            mutation VerifyEmail($token: String!, $password: String) {
              verifyEmail(input: {token: $token, password: $password}) {
                __typename
                ... on EmailVerified {
                  email
                }
                ... on UserError {
                  code
                  message
                  retryable
                }
              }
            }
            """)
        variables: dict[str, object] = {"token": token, "password": password}
        response = await self.execute(
            query=query, operation_name="VerifyEmail", variables=variables, **kwargs
        )
        data = self.get_data(response)
        return VerifyEmail.model_validate(data).verify_email

    async def verify_razorpay_payment(
        self,
        payment_id: str,
        razorpay_payment_id: str,
        razorpay_signature: str,
        key: str,
        **kwargs: Any,
    ) -> Union[
        "VerifyRazorpayPaymentVerifyRazorpayPaymentOperationRefused",
        "VerifyRazorpayPaymentVerifyRazorpayPaymentRazorpayPaymentVerified",
    ]:
        """Check what Razorpay's form handed to the payer's browser, then ask Razorpay how the payment stands. The signature alone credits nothing; the tokens come once, whether this or Razorpay's event is first."""
        from .verify_razorpay_payment import VerifyRazorpayPayment

        query = gql("""
            mutation VerifyRazorpayPayment($paymentId: ID!, $razorpayPaymentId: String!, $razorpaySignature: String!, $key: String!) {
              verifyRazorpayPayment(
                input: {paymentId: $paymentId, razorpayPaymentId: $razorpayPaymentId, razorpaySignature: $razorpaySignature, idempotencyKey: $key}
              ) {
                __typename
                ... on RazorpayPaymentVerified {
                  payment {
                    id
                    status
                    creditedAt
                  }
                }
                ... on UserError {
                  code
                  message
                  retryable
                }
              }
            }
            """)
        variables: dict[str, object] = {
            "paymentId": payment_id,
            "razorpayPaymentId": razorpay_payment_id,
            "razorpaySignature": razorpay_signature,
            "key": key,
        }
        response = await self.execute(
            query=query,
            operation_name="VerifyRazorpayPayment",
            variables=variables,
            **kwargs,
        )
        data = self.get_data(response)
        return VerifyRazorpayPayment.model_validate(data).verify_razorpay_payment

    async def wallet(self, **kwargs: Any) -> "WalletWallet":
        """What is in the caller's wallet, part by part: which tokens expire when, and which are reserved. Of a team's wallet for all who are in the team."""
        from .wallet import Wallet

        query = gql("""
            query Wallet {
              wallet {
                grants {
                  id
                  source
                  available
                  expiresAt
                }
                holds {
                  id
                  amount
                  expiresAt
                }
              }
            }
            """)
        variables: dict[str, object] = {}
        response = await self.execute(
            query=query, operation_name="Wallet", variables=variables, **kwargs
        )
        data = self.get_data(response)
        return Wallet.model_validate(data).wallet

    async def wallet_entries(
        self,
        first: int,
        after: Union[Optional[str], "UnsetType"] = UNSET,
        **kwargs: Any,
    ) -> "WalletEntriesWalletEntries":
        """Every entry of the caller's wallet, the newest first. Pages stay what they are while new entries arrive. Of a team's wallet for its owner and admins."""
        from .wallet_entries import WalletEntries

        query = gql("""
            query WalletEntries($first: Int!, $after: String) {
              walletEntries(first: $first, after: $after) {
                edges {
                  node {
                    id
                    at
                    kind
                    available
                    held
                    debt
                    source
                    paymentId
                  }
                }
                pageInfo {
                  hasNextPage
                  endCursor
                }
              }
            }
            """)
        variables: dict[str, object] = {"first": first, "after": after}
        response = await self.execute(
            query=query, operation_name="WalletEntries", variables=variables, **kwargs
        )
        data = self.get_data(response)
        return WalletEntries.model_validate(data).wallet_entries

    async def webhook_deliveries(
        self,
        first: int,
        after: Union[Optional[str], "UnsetType"] = UNSET,
        filter_: Union[Optional["WebhookDeliveryFilter"], "UnsetType"] = UNSET,
        **kwargs: Any,
    ) -> "WebhookDeliveriesWebhookDeliveries":
        """What was sent to endpoints in the last 90 days, the newest first. For admins."""
        from .webhook_deliveries import WebhookDeliveries

        query = gql("""
            query WebhookDeliveries($first: Int!, $after: String, $filter: WebhookDeliveryFilter) {
              webhookDeliveries(first: $first, after: $after, filter: $filter) {
                edges {
                  node {
                    id
                    endpointId
                    eventId
                    eventType
                    state
                    tries
                    nextTryAt
                    createdAt
                    deliveredAt
                    lastAttempt {
                      at
                      milliseconds
                      status
                      failure
                      answer
                    }
                  }
                }
                pageInfo {
                  hasNextPage
                  endCursor
                }
              }
            }
            """)
        variables: dict[str, object] = {
            "first": first,
            "after": after,
            "filter": filter_,
        }
        response = await self.execute(
            query=query,
            operation_name="WebhookDeliveries",
            variables=variables,
            **kwargs,
        )
        data = self.get_data(response)
        return WebhookDeliveries.model_validate(data).webhook_deliveries

    async def webhook_endpoints(
        self, **kwargs: Any
    ) -> list["WebhookEndpointsWebhookEndpoints"]:
        """Where events are sent to, the oldest first; 20 at most. For admins."""
        from .webhook_endpoints import WebhookEndpoints

        query = gql("""
            query WebhookEndpoints {
              webhookEndpoints {
                id
                url
                description
                eventTypes
                enabled
                disabledReason
                disabledAt
                failingSince
                createdAt
                rotatedAt
              }
            }
            """)
        variables: dict[str, object] = {}
        response = await self.execute(
            query=query,
            operation_name="WebhookEndpoints",
            variables=variables,
            **kwargs,
        )
        data = self.get_data(response)
        return WebhookEndpoints.model_validate(data).webhook_endpoints

    async def withdraw_team_invitation(
        self, invitation: str, **kwargs: Any
    ) -> Union[
        "WithdrawTeamInvitationWithdrawTeamInvitationOperationRefused",
        "WithdrawTeamInvitationWithdrawTeamInvitationTeamInvitationEnded",
    ]:
        """Take an open invitation to a team back."""
        from .withdraw_team_invitation import WithdrawTeamInvitation

        query = gql("""
            mutation WithdrawTeamInvitation($invitation: ID!) {
              withdrawTeamInvitation(input: {invitationId: $invitation}) {
                __typename
                ... on TeamInvitationEnded {
                  invitationId
                }
                ... on UserError {
                  code
                  message
                  retryable
                }
              }
            }
            """)
        variables: dict[str, object] = {"invitation": invitation}
        response = await self.execute(
            query=query,
            operation_name="WithdrawTeamInvitation",
            variables=variables,
            **kwargs,
        )
        data = self.get_data(response)
        return WithdrawTeamInvitation.model_validate(data).withdraw_team_invitation
